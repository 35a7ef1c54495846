package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"liantu/api"
	"liantu/api/web"
	"liantu/graph"
	"liantu/importers"
)

const (
	// firstPause is how soon a record that cannot be reached is tried again;
	// the pauses double up to longestPause.
	firstPause   = time.Second
	longestPause = 15 * time.Second
	// indexWithin is how long questions wait for the text index to catch up
	// with the record; after that it does so beside them.
	indexWithin = 2 * time.Minute
	// followPause is how often the index looks for what others have written.
	followPause = 5 * time.Second
)

// service is what `serve` serves: first that the record is being opened, then
// the record.
type service struct {
	app     *app
	log     *slog.Logger
	address string
	handler atomic.Pointer[http.Handler]
	waiting atomic.Pointer[string] // what for
	said    string                 // the last complaint
	office  *office                // once the record is open
}

func newService(a *app, address string) *service {
	s := &service{app: a, address: address, log: slog.New(slog.NewTextHandler(a.err, nil))}
	s.wait("正在打开档案")
	s.show(&api.Server{Pages: web.Pages(), Log: s.log, Now: a.now, Waiting: func() string { return *s.waiting.Load() }})
	return s
}

// ServeHTTP answers with what stands now.
func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	(*s.handler.Load()).ServeHTTP(w, r)
}

func (s *service) show(server *api.Server) {
	handler := server.Handler()
	s.handler.Store(&handler)
}

func (s *service) wait(what string) { s.waiting.Store(&what) }

// complain tells the user something once, until it is something else.
func (s *service) complain(what string) {
	if what != s.said && what != "" {
		s.app.note("%s", what)
	}
	s.said = what
}

// run opens the record and lets the index follow it until the context ends.
func (s *service) run(ctx context.Context) error {
	o, err := s.open(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	s.office = o
	k := o.keep(ctx, s.log)
	defer k.ended.Wait()
	k.ended.Go(func() { o.keepRoster(ctx, s.log) })
	s.show(&api.Server{
		Engine: o.engine, Store: o.store, Folder: s.app.config.rejects(), Pages: web.Pages(), Log: s.log, Now: s.app.now,
		Importer: func(ctx context.Context) (*importers.Importer, error) { return o.importer(ctx, s.app) },
		Sync:     func(ctx context.Context) error { return s.catchUpSoon(ctx, o) },
		Changed:  k.changed,
	})
	s.announce()
	s.follow(ctx, o)
	return nil
}

// announce prints where to look: when the record is open, or when it is clear
// that one has to wait for it.
func (s *service) announce() {
	if s.address != "" {
		fmt.Fprintln(s.app.out, s.address)
	}
	s.address = ""
}

// open tries until the record is open. Only a server that cannot be reached
// is waited for; what waiting does not mend is an error.
func (s *service) open(ctx context.Context) (*office, error) {
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		o, err := s.tryOpen(ctx)
		if graph.CodeOf(err) != graph.Unavailable {
			if err == nil && s.said != "" {
				s.complain("档案已打开")
			}
			return o, err
		}
		s.wait("档案暂时连不上，恢复后自动可用")
		s.complain(fmt.Sprintf("档案 %s 暂时打不开，将不断重试，恢复后自动可用：%s", shownAddress(s.app.config.address()), message(err)))
		s.announce()
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
	}
}

func (s *service) tryOpen(ctx context.Context) (*office, error) {
	o, err := s.app.open(ctx, writing)
	if err != nil {
		return nil, err
	}
	if err := o.openIndex(ctx, s.app); err != nil {
		return nil, errors.Join(err, o.Close())
	}
	s.wait("检索索引正在补齐")
	limited, cancel := context.WithTimeout(ctx, indexWithin)
	defer cancel()
	err = o.catchUp(limited)
	switch {
	case err == nil:
		return o, nil
	case ctx.Err() == nil && limited.Err() != nil:
		s.complain("检索索引还没有补齐，一边补一边使用，其间按文字检索的结果不全")
		return o, nil
	case graph.CodeOf(err) == graph.Corrupt:
		s.complain("检索索引停在早先的版本：" + message(err))
		return o, nil
	case graph.CodeOf(err) == graph.Unavailable && o.recordAnswers(ctx): // only the index's cluster is away
		s.complain("按文字检索暂不可用，恢复后自动可用：" + message(err))
		return o, nil
	}
	return nil, errors.Join(err, o.Close())
}

// follow brings the index up to what others write to the record.
func (s *service) follow(ctx context.Context, o *office) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(followPause):
		}
		err := o.catchUp(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			s.complain("检索索引暂未跟上档案：" + message(err))
		default:
			s.complain("")
		}
	}
}

// catchUpSoon brings the index up to the record, now or, where its cluster is
// away, when follow finds it back.
func (s *service) catchUpSoon(ctx context.Context, o *office) error {
	err := o.catchUp(ctx)
	if graph.CodeOf(err) == graph.Unavailable {
		s.log.Warn("检索索引暂未跟上档案", "error", err)
		return nil
	}
	return err
}

// close ends the use of the record, where it was opened.
func (s *service) close() error {
	if s.office == nil {
		return nil
	}
	return s.office.Close()
}
