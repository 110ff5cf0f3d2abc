package merge

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/internal/edit"
	"github.com/cfdr/cfdr/schema"
)

// New writes a complete new inventory of accounts.
func New(inv *schema.Inventory, o Options) ([]byte, error) {
	root := edit.Map{{Key: "cfdr", Value: schema.Version}, {Key: "taken", Value: plain(o.Date)}}
	var accounts []any
	for _, a := range inv.Accounts {
		accounts = append(accounts, withNotes(inv, a))
	}
	root = append(root, edit.Pair{Key: "accounts", Value: accounts})
	return edit.Document(root, "Read from the account by cfdr pull. Facts are brought up to date by the next one;\nwhat you add beside them stays: purpose, notes, backups, accepted warnings, comments.")
}

// withNotes is an account with what it refers to and does not have.
func withNotes(inv *schema.Inventory, account *schema.Object) edit.Map {
	out := mapping(account.Kind.Fields, account.Fields)
	out = slices.Insert(out, min(1, len(out)), edit.Pair{Key: "id", Value: account.ID})
	var undefined []any
	for _, u := range inv.AccountNotes(account).Undefined {
		undefined = append(undefined, edit.Map{{Key: "kind", Value: u.Kind}, {Key: "name", Value: u.Name}})
	}
	if undefined != nil {
		out = append(out, edit.Pair{Key: "undefined", Value: undefined})
	}
	if blind := inv.AccountNotes(account).Blind; len(blind) > 0 {
		out = append(out, edit.Pair{Key: "blind_spots", Value: blindSpots(blind)})
	}
	return append(out, sections(inv.Registry(), account)...)
}

// Content takes the code of workers out of an account, into files below a
// directory beside the inventory, and leaves their paths and digests. Where the
// older account has a path for a module, that stays. It gives the files.
func Content(is, was *schema.Object, dir string) map[string][]byte {
	files := map[string][]byte{}
	older := map[string]*schema.Object{}
	if was != nil {
		schema.Walk(was.Children, func(o *schema.Object) { older[o.Kind.Name+"\x00"+o.Path()] = o })
	}
	schema.Walk(is.Children, func(o *schema.Object) {
		for i := range o.Kind.Fields {
			f := &o.Kind.Fields[i]
			if f.Files {
				keep(o, older[o.Kind.Name+"\x00"+o.Path()], f.Name, dir, files)
			}
		}
	})
	return files
}

// keep moves the modules of one object into files.
func keep(o, old *schema.Object, field, dir string, files map[string][]byte) {
	list := o.Values(field)
	for i, e := range list {
		m, _ := e.(map[string]any)
		name, _ := m["name"].(string)
		body := o.Files[name]
		entry := maps.Clone(m)
		delete(entry, "text")
		path := ""
		if old != nil {
			for _, e := range old.Values(field) {
				if before, _ := e.(map[string]any); before["name"] == name {
					path, _ = before["file"].(string)
					if _, ours := before["sha256"]; !ours && path != "" && !strings.HasPrefix(path, strings.SplitN(dir, "/", 2)[0]+"/") {
						// Somebody keeps that file, and it is the source perhaps.
						if path = ""; string(old.Files[name]) == string(body) {
							list[i] = before
							path = "\x00"
						}
						continue
					}
					if text, inline := before["text"].(string); inline && path == "" && text == string(body) {
						list[i] = before // it stays in the inventory
						path = "\x00"
					}
				}
			}
		}
		if path == "\x00" {
			continue
		}
		if path == "" {
			path = dir + "/" + o.Label() + "/" + safe(name)
		}
		entry["file"] = path
		if entry["redacted"] != true { // its digest is that of something else
			entry["sha256"] = fmt.Sprintf("%x", sha256.Sum256(body))
		}
		files[path] = body
		list[i] = entry
	}
}

// safe is a module's name as a path that stays below its directory.
func safe(name string) string {
	var parts []string
	for _, part := range strings.Split(name, "/") {
		switch part {
		case "", ".", "..":
			part = "_"
		}
		parts = append(parts, strings.Map(func(r rune) rune {
			if r < ' ' || strings.ContainsRune(`\:*?"<>|`, r) {
				return '_'
			}
			return r
		}, part))
	}
	return strings.Join(parts, "/")
}
