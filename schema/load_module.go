package schema

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
)

// modules reads the files of an object.
func (l *loader) modules(o *Object) {
	for i := range o.Kind.Fields {
		if f := &o.Kind.Fields[i]; f.Files {
			l.modulesOf(o, f.Name)
		}
	}
}

func (l *loader) modulesOf(o *Object, field string) {
	for i, m := range o.Values(field) {
		m, _ := m.(map[string]any)
		name, _ := m["name"].(string)
		if m["redacted"] == true {
			// It is not what the worker runs: for people to read, not to upload.
			if file, ok := m["file"].(string); ok && fs.ValidPath(path.Clean(file)) {
				o.Sources = append(o.Sources, path.Clean(file))
			}
			continue
		}
		if body, ok := m["text"].(string); ok {
			o.setFile(name, []byte(body))
			continue
		}
		file, ok := m["file"].(string)
		if !ok {
			continue
		}
		at := descend(o.node, []any{field, i, "file"})
		clean := path.Clean(file)
		if !fs.ValidPath(clean) || clean == "." {
			l.errorf(CodeFile, at, "%q is not below the directory of the inventory. Copy the file there, and name it without a leading / or ..", file)
			continue
		}
		if l.files == nil {
			continue
		}
		o.Sources = append(o.Sources, clean)
		body, err := readModule(l.files, clean)
		digest, _ := m["sha256"].(string)
		if digest != "" && errors.Is(err, fs.ErrNotExist) {
			continue // it may be kept elsewhere; the kind says so
		}
		if err == nil && digest != "" && fmt.Sprintf("%x", sha256.Sum256(body)) != digest {
			if l.before {
				continue
			}
			l.errorf(CodeFile, at, "The module %q is not what its digest says: it was changed since it was read. Read the account again, or take the key \"sha256\" away if the change is meant.", file)
			continue
		}
		if err != nil {
			var pe *fs.PathError
			if errors.As(err, &pe) {
				err = pe.Err
			}
			l.errorf(CodeFile, at, "The module %q cannot be read: %s: %v.", name, file, err)
			continue
		}
		o.setFile(name, body)
	}
}

// maxModule is the size of the largest module that is read; Cloudflare takes no
// worker of that size.
const maxModule = 64 << 20

// readModule reads a regular file: a pipe would never end.
func readModule(files fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(files, name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("it is not a regular file")
	case info.Size() > maxModule:
		return nil, fmt.Errorf("it has %d bytes, and at most %d are read", info.Size(), maxModule)
	}
	return fs.ReadFile(files, name)
}

func (o *Object) setFile(name string, body []byte) {
	if o.Files == nil {
		o.Files = make(map[string][]byte)
	}
	o.Files[name] = body
}
