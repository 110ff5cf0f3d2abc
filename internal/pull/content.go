package pull

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cfdr/cfdr/schema"
)

// A content is the code of a worker.
type content struct {
	// modules in the order of the API.
	modules []module
	// main is the module that is called.
	main string
	// script: one body in the old syntax, and no modules.
	script bool
}

var errPlaceholder = errors.New("a rebuild left a placeholder there; its code is still to be deployed")

// isPlaceholder says whether the code is what a rebuild puts in the place of a
// worker whose code is not in the snapshot.
func (c *content) isPlaceholder() bool {
	return slices.ContainsFunc(c.modules, func(m module) bool { return bytes.Contains(m.text, []byte(schema.PlaceholderMark)) })
}

// A module is one file of a worker.
type module struct {
	name, kind string
	text       []byte
}

// A file is an answer that is in no envelope.
type file struct {
	header http.Header
	text   []byte
}

// moduleTypes are the words of the inventory for media types. An ES module has
// none of its own.
var moduleTypes = map[string]string{
	"application/javascript+module": "",
	"application/javascript":        "commonjs",
	"text/javascript":               "commonjs",
	"text/plain":                    "text",
	"application/octet-stream":      "data",
	"application/wasm":              "wasm",
	"application/json":              "json",
	"text/x-python":                 "python",
	"application/source-map":        "sourcemap",
}

// blobTypes are the words of the inventory for what bindings of the old syntax
// hold.
var blobTypes = map[string]string{"text_blob": "text", "data_blob": "data", "wasm_module": "wasm"}

// scriptName is what a script in the old syntax is called, which has no name.
const scriptName = "index.js"

// isText says whether a module can stand in an inventory as a text; any other
// is a file beside it.
func isText(b []byte) bool {
	return utf8.Valid(b) && !bytes.ContainsFunc(b, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' })
}

// contentOf reads the code of a worker: a form with a part for each module, or
// one body in the old syntax.
func contentOf(f *file) (*content, error) {
	kind, params, err := mime.ParseMediaType(f.header.Get("Content-Type"))
	if err != nil {
		return nil, fmt.Errorf("the code has no media type: %w", err)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		return &content{modules: []module{{name: scriptName, text: f.text}}, main: scriptName, script: true}, nil
	}
	c := &content{main: f.header.Get("Cf-Entrypoint")}
	form := multipart.NewReader(bytes.NewReader(f.text), params["boundary"])
	for {
		part, err := form.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("the code is cut off: %w", err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			return nil, fmt.Errorf("the code is cut off: %w", err)
		}
		media, _, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		word, known := moduleTypes[media]
		if err != nil || !known {
			word = "data"
		}
		c.modules = append(c.modules, module{name: part.FormName(), kind: word, text: text})
	}
	if len(c.modules) == 0 {
		return nil, errors.New("the code has no module")
	}
	if c.main == "" {
		c.main = c.modules[0].name
	}
	return c, nil
}
