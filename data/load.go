package data

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"liantu/graph"
)

// Loaded says what a load changed in the record.
type Loaded struct {
	Chains  int      `json:"chains"`
	Links   int      `json:"links"`
	Flows   int      `json:"flows"`
	Added   []string `json:"added"`   // links that are new
	Removed []string `json:"removed"` // links that are gone
	Changed []string `json:"changed"` // data files whose text changed
}

// ruleFolders are the parts of data/ that answers are computed from, and
// which the record therefore keeps.
func ruleFolders() []string { return []string{"chains", "rules", "text", "mappings", parkFolder} }

// Load takes the chains and rule files of fsys into the record, in the
// caller's transaction: files of the same path are replaced, chains and links
// that no file states any longer are removed. A link that planners have
// judged firms at is not removed: Conflict.
func Load(ctx context.Context, w graph.Writer, fsys fs.FS) (Loaded, error) {
	catalog, problems := Check(fsys)
	for _, p := range problems {
		if p.Severity == SeverityError {
			return Loaded{}, graph.Errorf(graph.Invalid, "%s:%d %s：%s", p.File, p.Line, p.Field, p.Message)
		}
	}
	done := Loaded{Chains: len(catalog.Chains), Links: len(catalog.Links), Flows: len(catalog.Flows)}
	var err error
	if done.Changed, err = loadFiles(ctx, w, fsys); err != nil {
		return done, err
	}
	if err = removeChains(ctx, w, catalog); err != nil {
		return done, err
	}
	if err = loadLinks(ctx, w, catalog, &done); err != nil {
		return done, err
	}
	if err = graph.Chains().Put(ctx, w, catalog.Chains); err != nil {
		return done, err
	}
	if err = graph.Memberships().Connect(ctx, w, catalog.Memberships); err != nil {
		return done, err
	}
	if err = loadParks(ctx, w, catalog); err != nil {
		return done, err
	}
	return done, graph.Flows().Connect(ctx, w, catalog.Flows)
}

func loadFiles(ctx context.Context, w graph.Writer, fsys fs.FS) (changed []string, err error) {
	held, err := graph.DataFiles().List(ctx, w, graph.Query{})
	if err != nil {
		return nil, err
	}
	was := map[string]string{}
	for _, f := range held {
		was[f.Path] = f.Digest
	}
	var put []graph.DataFile
	for _, folder := range ruleFolders() {
		if _, err := fs.Stat(fsys, folder); folder == parkFolder && errors.Is(err, fs.ErrNotExist) {
			keepBelow(was, folder)
			continue
		}
		err := fs.WalkDir(fsys, folder, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(path.Base(p), ".") {
				return err
			}
			b, err := fs.ReadFile(fsys, p)
			if err != nil {
				return err
			}
			sum := sha256.Sum256(b)
			f := graph.DataFile{Path: p, Digest: hex.EncodeToString(sum[:]), Content: string(b)}
			if was[p] != f.Digest {
				changed = append(changed, p)
				put = append(put, f)
			}
			delete(was, p)
			return nil
		})
		if err != nil {
			return nil, graph.Wrap(graph.Invalid, err, "数据目录缺少 %s", folder)
		}
	}
	for p := range was {
		changed = append(changed, p)
	}
	slices.Sort(changed)
	if err := graph.DataFiles().Delete(ctx, w, keysOf(was)); err != nil {
		return nil, err
	}
	return changed, graph.DataFiles().Put(ctx, w, put)
}

// keepBelow takes the files of a folder out of those that are to go.
func keepBelow(files map[string]string, folder string) {
	for p := range files {
		if strings.HasPrefix(p, folder+"/") {
			delete(files, p)
		}
	}
}

func keysOf(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	return keys
}

func removeChains(ctx context.Context, w graph.Writer, c *Catalog) error {
	held, err := graph.Chains().List(ctx, w, graph.Query{})
	if err != nil {
		return err
	}
	var gone []string
	for _, chain := range held {
		if !slices.ContainsFunc(c.Chains, func(n graph.Chain) bool { return n.ID == chain.ID }) {
			gone = append(gone, chain.ID)
		}
	}
	return graph.Chains().Delete(ctx, w, gone)
}

// loadLinks replaces the links and clears the edges between them, which the
// caller draws anew.
func loadLinks(ctx context.Context, w graph.Writer, c *Catalog, done *Loaded) error {
	held, err := graph.Links().List(ctx, w, graph.Query{})
	if err != nil {
		return err
	}
	now := map[string]bool{}
	for _, l := range c.Links {
		now[l.ID] = true
	}
	var all []string
	was := map[string]bool{}
	for _, l := range held {
		all, was[l.ID] = append(all, l.ID), true
		if !now[l.ID] {
			done.Removed = append(done.Removed, l.ID)
		}
	}
	for _, l := range c.Links {
		if !was[l.ID] {
			done.Added = append(done.Added, l.ID)
		}
	}
	judged, err := graph.Judgements().At(ctx, w, graph.NeighbourQuery{Keys: done.Removed, Direction: graph.Into})
	if err != nil {
		return err
	}
	if len(judged) > 0 {
		return graph.Errorf(graph.Conflict, "环节 %s 上有 %d 条人工判定，不能从数据中删去", judged[0].Link, len(judged))
	}
	if err := graph.Links().Delete(ctx, w, done.Removed); err != nil {
		return err
	}
	if err := graph.Memberships().Disconnect(ctx, w, all); err != nil {
		return err
	}
	if err := graph.Flows().Disconnect(ctx, w, all); err != nil {
		return err
	}
	return graph.Links().Put(ctx, w, c.Links)
}

// Regions reads the administrative divisions that ship with the data.
func Regions(fsys fs.FS) ([]graph.Region, error) {
	f, err := fsys.Open("regions/divisions.csv")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	regions := make([]graph.Region, 0, len(rows))
	for _, row := range rows[1:] {
		regions = append(regions, graph.Region{Code: row[0], Name: row[1], Parent: row[2]})
	}
	return regions, nil
}
