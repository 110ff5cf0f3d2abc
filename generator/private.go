package generator

import (
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// Private are the files of a snapshot that only their owner should read, as the
// inventory that they are made from: they hold code, or the values of variables.
// Whether one of these is a secret only a person can say. It is the fields that
// tell, so that a file does not become readable when a value in it changes.
func (s *Survey) Private(files Files) []string {
	kinds, dirs := map[string]bool{}, map[string]bool{}
	for _, it := range s.Items {
		holds := it.Object.Files != nil
		if holds {
			dirs[modulePath(it.Object, "")] = true
		}
		schema.EachText(it.Object, func(t schema.Text) string {
			holds = holds || t.Variable != ""
			return t.Value
		})
		kinds[it.Kind.Name] = kinds[it.Kind.Name] || holds
	}
	var out []string
	for path := range files {
		of := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(path, "recreate/objects/"), ".json"), ".tf")
		private := kinds[of]
		for dir := range dirs {
			private = private || strings.HasPrefix(path, dir)
		}
		if private {
			out = append(out, path)
		}
	}
	return out
}
