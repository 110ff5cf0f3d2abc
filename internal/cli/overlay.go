package cli

import (
	"bytes"
	"io/fs"
	"path"
	"time"

	"github.com/cfdr/cfdr/internal/snapshot"
)

// overlay is a directory with files that are not written yet.
type overlay struct {
	files snapshot.Files
	under fs.FS
}

// Open implements [fs.FS].
func (o overlay) Open(name string) (fs.File, error) {
	if body, is := o.files[name]; is {
		return &memoryFile{Reader: bytes.NewReader(body), name: path.Base(name), size: int64(len(body))}, nil
	}
	return o.under.Open(name)
}

// memoryFile is a regular file that is in memory only.
type memoryFile struct {
	*bytes.Reader
	name string
	size int64
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f *memoryFile) Close() error               { return nil }

// Name, Size, Mode, ModTime, IsDir and Sys implement [fs.FileInfo].
func (f *memoryFile) Name() string       { return f.name }
func (f *memoryFile) Size() int64        { return f.size }
func (f *memoryFile) Mode() fs.FileMode  { return 0o600 }
func (f *memoryFile) ModTime() time.Time { return time.Time{} }
func (f *memoryFile) IsDir() bool        { return false }
func (f *memoryFile) Sys() any           { return nil }
