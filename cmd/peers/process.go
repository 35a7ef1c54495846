package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
)

// memory adds up a figure of the processes' /proc/PID/status, in MB; 0 where
// there is none.
func memory(pids []int, figure string) float64 {
	var sum float64
	for _, pid := range pids {
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil {
			return 0
		}
		for line := range strings.Lines(string(status)) {
			if rest, ok := strings.CutPrefix(line, figure); ok {
				var kib float64
				if _, err := fmt.Sscan(rest, &kib); err != nil {
					return 0
				}
				sum += kib * 1024 / 1e6
			}
		}
	}
	return sum
}

// ticks is how many units of /proc/PID/stat make a second on Linux.
const ticks = 100

// cpuSeconds is the processor time that processes have taken; 0 where the
// system does not tell.
func cpuSeconds(pids []int) float64 {
	var sum float64
	for _, pid := range pids {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			return 0
		}
		// The name in brackets may hold blanks; user and system time are the 12th
		// and 13th field after it.
		fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		if len(fields) < 13 {
			return 0
		}
		var user, system float64
		if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
			return 0
		}
		sum += (user + system) / ticks
	}
	return sum
}

// load is how many processes have wanted to run in the last minute; 0 where
// the system does not tell.
func load() float64 {
	var one float64
	content, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	if _, err := fmt.Sscan(string(content), &one); err != nil {
		return 0
	}
	return one
}
