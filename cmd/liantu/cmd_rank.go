package main

import "github.com/spf13/cobra"

func rankCommand(_ *app) *cobra.Command { return &cobra.Command{Use: "rank"} }
