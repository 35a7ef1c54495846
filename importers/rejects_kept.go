package importers

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// KeptRejects is where the workbook of an import's rejected rows is kept below
// a folder.
func KeptRejects(folder, id string) string {
	return filepath.Join(folder, filepath.Base(filepath.Clean("/"+id))+".xlsx")
}

// KeepRejects moves the workbook of rejected rows that an import wrote to
// where it is kept, and takes its path, which means nothing to others, out of
// the report. Nothing is done where there is none.
func KeepRejects(folder string, report *FileReport) error {
	from := report.Rejects
	report.Rejects = ""
	if from == "" || report.Import == "" {
		return nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	kept := KeptRejects(folder, report.Import)
	if err := copyFile(from, kept+".part"); err != nil {
		return err
	}
	return errors.Join(os.Rename(kept+".part", kept), os.Remove(from))
}

// copyFile copies: the folders may lie on different disks.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
