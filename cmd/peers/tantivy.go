package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

//go:embed tantivy.py
var tantivyScript []byte

//go:embed requirements.txt
var tantivyRequirements []byte

// tantivyCommand is the Python program that measures tantivy, in an
// environment of its own that later runs find again. The error wraps errAbsent
// where Python is not there or has no such package.
func tantivyCommand(ctx context.Context, j job) (*exec.Cmd, error) {
	python, err := pythonWith(ctx, filepath.Join(j.work, "python"), tantivyRequirements)
	if err != nil {
		return nil, err
	}
	// By the package's name the script would stand before the package.
	script := filepath.Join(j.work, "measure_tantivy.py")
	if err := os.WriteFile(script, tantivyScript, 0o600); err != nil {
		return nil, err
	}
	return exec.CommandContext(ctx, python, script, j.grams(), j.queries(), j.folder("tantivy"),
		strconv.Itoa(warmRounds), strconv.Itoa(j.rounds)), nil
}

// pythonWith gives the Python of an environment with these packages.
func pythonWith(ctx context.Context, folder string, requirements []byte) (string, error) {
	python := filepath.Join(folder, "bin", "python")
	wanted := filepath.Join(folder, "requirements.txt")
	if have, err := os.ReadFile(wanted); err == nil && string(have) == string(requirements) {
		return python, nil
	}
	if err := os.RemoveAll(folder); err != nil {
		return "", err
	}
	list := folder + "-requirements.txt"
	if err := os.WriteFile(list, requirements, 0o600); err != nil {
		return "", err
	}
	for _, command := range [][]string{
		{"python3", "-m", "venv", folder},
		{python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", list},
	} {
		cmd := exec.CommandContext(ctx, command[0], command[1:]...)
		cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
		if err := cmd.Run(); err != nil {
			return "", errors.Join(fmt.Errorf("%w: 没有带 tantivy 的 Python / no Python with tantivy: %w", errAbsent, err), os.RemoveAll(folder))
		}
	}
	// Written last: an environment without it was not finished.
	return python, os.Rename(list, wanted)
}
