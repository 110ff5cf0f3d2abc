package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/cfdr/cfdr/internal/edit"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// A move is a snapshot whose account was rebuilt as another account. A person
// says so, with the id and the name of the new one; both are compared with what
// the token sees.
type move struct {
	// at is the place of the account in the settings.
	at             int
	from, to, name string
}

// moveOf reads what the flags say of a move, nil where they say nothing.
func moveOf(settings *schema.Settings, o refreshOptions) (*move, error) {
	switch {
	case o.newAccount == "" && o.newName == "" && o.oldAccount == "":
		return nil, nil
	case o.newAccount == "" || o.newName == "":
		return nil, &hinted{fmt.Errorf("a move to another account takes its id and its name"), "give both: --new-account ID --new-account-name NAME; both are compared with what the token sees"}
	}
	m := &move{at: -1, to: strings.ToLower(o.newAccount), name: o.newName}
	if !kinds.Registry().Kind("account").ID.Pattern.MatchString(m.to) {
		return nil, &hinted{fmt.Errorf("%q is not the id of an account", o.newAccount), "an id has 32 digits and letters from a to f; the dashboard shows it on the account's overview"}
	}
	var candidates []int
	for i := range settings.Accounts {
		a := &settings.Accounts[i]
		switch {
		case a.ID == m.to && o.oldAccount == "":
			m.at, m.from = i, m.to // it was done; what was interrupted is completed
			return m, nil
		case a.ID == m.to:
			return nil, &hinted{fmt.Errorf("%s names the account %s already", schema.SettingsName, m.to), "give the account that the snapshot was rebuilt as"}
		case o.oldAccount == "" && (a.Snapshot != "" || len(settings.Accounts) == 1), strings.EqualFold(o.oldAccount, a.ID):
			candidates = append(candidates, i)
		}
	}
	if len(candidates) != 1 {
		return nil, &hinted{fmt.Errorf("which account of %s was rebuilt as %s is not clear", schema.SettingsName, m.to), "name it by its id: --old-account ID"}
	}
	m.at = candidates[0]
	m.from = settings.Accounts[m.at].ID
	return m, nil
}

// settle gives the settings the new account, and the text of their file.
func (m *move) settle(settings *schema.Settings, dir string) ([]byte, error) {
	settings.Accounts[m.at].ID = m.to
	if m.from == m.to {
		return nil, nil
	}
	text, err := readLimited(filepath.Join(dir, schema.SettingsName))
	if err != nil {
		return nil, err
	}
	for _, path := range [][]any{{"accounts", m.at, "id"}, {"accounts", m.at}} {
		var out []byte
		if out, err = edit.Apply(text, []edit.Edit{{Path: path, Op: edit.Set, Value: m.to}}); err == nil {
			return out, nil
		}
	}
	return nil, &hinted{err, fmt.Sprintf("write the id %s into %s by hand, and run it again", m.to, schema.SettingsName)}
}

// confirm compares what somebody said with what the token sees.
func (m *move) confirm(name string) error {
	if name != m.name {
		return &hinted{fmt.Errorf("the account %s is called %q, and --new-account-name says %q; nothing was written", m.to, name, m.name), "give the id and the name of the account that the snapshot was rebuilt as"}
	}
	return nil
}
