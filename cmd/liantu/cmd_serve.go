package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"liantu/api"
	"liantu/api/web"
	"liantu/importers"
)

// How long a request may take to arrive, and how long running ones may take
// to end once the server is told to stop.
const (
	readHeaderTime = 10 * time.Second
	idleTime       = 2 * time.Minute
	drainTime      = 30 * time.Second
)

func serveCommand(a *app) *cobra.Command {
	var addr string
	c := &cobra.Command{
		Use: "serve", Short: "在本机提供接口与页面", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.with(c.Context(), writing, true, func(o *office) error { return a.serve(c.Context(), o, addr) })
		},
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "监听地址")
	return c
}

// serve answers until the context ends, and then lets running requests finish.
func (a *app) serve(ctx context.Context, o *office, addr string) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("无法监听 %s：%w", addr, err)
	}
	log := slog.New(slog.NewTextHandler(a.err, nil))
	s := &api.Server{
		Engine: o.engine, Store: o.store, Folder: a.config.rejects(), Pages: web.Pages(), Log: log, Now: a.now,
		Importer: func(ctx context.Context) (*importers.Importer, error) { return o.importer(ctx, a) },
		Sync:     func(ctx context.Context) error { return o.index.Sync(ctx, o.store) },
	}
	server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: readHeaderTime, IdleTimeout: idleTime}
	fmt.Fprintf(a.out, "http://%s\n", listener.Addr())
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	if err := server.Shutdown(drain); err != nil {
		return err
	}
	if err := <-stopped; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
