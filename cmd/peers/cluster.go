package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"time"
)

// launcher starts one node, seen from the project's root.
const launcher = ".ci/opensearch"

// What a node is started with; it takes the first free port from its own on.
const (
	nodes     = 2
	nodeHeap  = "1g"
	httpPort  = 9261
	startTime = 2 * time.Minute
)

// cluster is a running OpenSearch, each node in a JVM of its own.
type cluster struct {
	jvms    []*exec.Cmd
	address string
}

// startCluster starts the nodes with their data in a folder. The error wraps
// errAbsent where Java or Maven is not there.
func startCluster(ctx context.Context, folder string) (*cluster, error) {
	for _, tool := range []string{"java", "mvn"} {
		if _, err := exec.LookPath(tool); err != nil {
			return nil, fmt.Errorf("%w: OpenSearch 缺少 %s（需要 JDK 17 与 Maven）/ needs %s", errAbsent, tool, tool)
		}
	}
	fetch := exec.CommandContext(ctx, launcher, "--fetch")
	fetch.Stderr = os.Stderr
	if err := fetch.Run(); err != nil {
		return nil, fmt.Errorf("取不到 OpenSearch / cannot fetch OpenSearch: %w", err)
	}
	base, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(base, 0o755); err != nil {
		return nil, err
	}
	c := &cluster{}
	seed, log := "", ""
	for i := range nodes {
		port, err := freePort(ctx)
		if err == nil && i == 0 {
			seed, log = port, filepath.Join(base, "node1.log")
		}
		if err == nil {
			err = c.start(ctx, base, i, port, seed)
		}
		if err != nil {
			return nil, errors.Join(err, c.close())
		}
	}
	if c.address, err = awaitNodes(ctx, log); err != nil {
		return nil, errors.Join(err, c.close())
	}
	return c, nil
}

// start starts node i; the launcher becomes the node's JVM.
func (c *cluster) start(ctx context.Context, base string, i int, transport, seed string) error {
	name := fmt.Sprintf("node%d", i+1)
	log, err := os.Create(filepath.Join(base, name+".log"))
	if err != nil {
		return err
	}
	defer log.Close()
	jvm := exec.CommandContext(ctx, launcher, "--home", filepath.Join(base, name), "--heap", nodeHeap,
		"--http", strconv.Itoa(httpPort+10*i), "--transport", transport, "--seed", seed)
	jvm.Stdout, jvm.Stderr = log, log
	jvm.Cancel = func() error { return jvm.Process.Signal(syscall.SIGTERM) }
	jvm.WaitDelay = 10 * time.Second
	if err := jvm.Start(); err != nil {
		return err
	}
	c.jvms = append(c.jvms, jvm)
	return nil
}

func freePort(ctx context.Context) (string, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

// awaitNodes waits until the first node's log names its port and that node
// sees all others.
func awaitNodes(ctx context.Context, log string) (string, error) {
	port := regexp.MustCompile(`HTTP Port:\s+(\d+)`)
	for end := time.Now().Add(startTime); time.Now().Before(end); {
		content, err := os.ReadFile(log)
		if err != nil {
			return "", err
		}
		if found := port.FindSubmatch(content); found != nil {
			address := "http://127.0.0.1:" + string(found[1])
			if healthy(ctx, address) {
				return address, nil
			}
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(time.Second):
		}
	}
	return "", fmt.Errorf("OpenSearch 没有起来，见 %s / did not start", log)
}

func healthy(ctx context.Context, address string) bool {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	url := fmt.Sprintf("%s/_cluster/health?wait_for_nodes=%d&wait_for_status=green&timeout=4s", address, nodes)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return false
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusOK
}

func (c *cluster) processes() []int {
	var pids []int
	for _, jvm := range c.jvms {
		pids = append(pids, jvm.Process.Pid)
	}
	return pids
}

// close ends the nodes; their JVMs end by the signal, which is no failure.
func (c *cluster) close() error {
	var failed error
	for _, jvm := range c.jvms {
		if err := jvm.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
			failed = errors.Join(failed, err)
		}
	}
	for _, jvm := range c.jvms {
		var exit *exec.ExitError
		if err := jvm.Wait(); err != nil && !errors.As(err, &exit) && !errors.Is(err, context.Canceled) {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}
