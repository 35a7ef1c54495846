// Package folder tells what folders take on disk, for the programs that measure.
package folder

import (
	"errors"
	"io/fs"
	"path/filepath"
)

// Size adds up the files of a folder, in bytes; files that go away meanwhile
// do not count.
func Size(folder string) (int64, error) {
	var sum int64
	err := filepath.WalkDir(folder, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return ignoreMissing(err)
		}
		info, err := d.Info()
		if err == nil {
			sum += info.Size()
		}
		return ignoreMissing(err)
	})
	return sum, err
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
