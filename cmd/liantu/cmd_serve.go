package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
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
		RunE: func(c *cobra.Command, _ []string) error { return a.serve(c.Context(), addr) },
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "监听地址")
	return c
}

// serve answers until the context ends, and then lets running requests
// finish. It listens before the record is open, so that whoever watches over
// it sees it alive.
func (a *app) serve(ctx context.Context, addr string) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("无法监听 %s：%w", addr, err)
	}
	s := newService(a, "http://"+listener.Addr().String())
	server := &http.Server{Handler: s, ReadHeaderTimeout: readHeaderTime, IdleTimeout: idleTime}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	open, stop := context.WithCancel(ctx)
	defer stop()
	closed := make(chan error, 1)
	go func() { closed <- s.run(open) }()

	select {
	case err = <-served:
		served <- http.ErrServerClosed
	case err = <-closed:
		closed <- nil
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	err = errors.Join(err, server.Shutdown(drain))
	if ended := <-served; !errors.Is(ended, http.ErrServerClosed) {
		err = errors.Join(err, ended)
	}
	stop()
	return errors.Join(err, <-closed, s.close())
}
