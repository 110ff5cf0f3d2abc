package refresh

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/cfdr/cfdr/schema"
)

const recordVersion = 1

// A Record is what is remembered of the last refresh.
type Record struct {
	Version int `json:"version"`
	// Time is when it began.
	Time     time.Time       `json:"time"`
	Accounts []AccountRecord `json:"accounts"`
	Dumps    []*Dump         `json:"dumps,omitempty"`
}

// An AccountRecord is what is remembered of one account.
type AccountRecord struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Objects int      `json:"objects"`
	Gaps    int      `json:"gaps"`
	Unread  []Unread `json:"unread,omitempty"`
}

// Record is what is to be remembered of a refresh. What could not be read before
// keeps the day since when; before may be nil.
func (r *Report) Record() *Record {
	out := &Record{Version: recordVersion, Time: r.Now.UTC().Truncate(time.Second), Dumps: r.Dumps}
	for _, a := range r.Accounts {
		it := AccountRecord{ID: a.ID, Name: a.Name, Objects: a.Objects, Unread: a.Unread}
		if a.Snapshot != nil {
			it.Gaps = len(gapsOf(a.Snapshot.Gaps))
		}
		out.Accounts = append(out.Accounts, it)
	}
	return out
}

// Since gives what could not be read the day since when that is so.
func (r *Record) Since(account string, unread []Unread) {
	if r == nil {
		return
	}
	for _, a := range r.Accounts {
		if a.ID != account {
			continue
		}
		for i := range unread {
			for _, u := range a.Unread {
				if u.Kind == unread[i].Kind && u.Of == unread[i].Of {
					unread[i].Since = u.Since
				}
			}
		}
	}
}

// Encode writes the record.
func (r *Record) Encode() ([]byte, error) {
	b, err := json.MarshalIndent(r, "", "  ")
	return append(b, '\n'), err
}

// ParseRecord reads a record.
func ParseRecord(b []byte) (*Record, error) {
	r := new(Record)
	if err := json.Unmarshal(b, r); err != nil {
		return nil, fmt.Errorf("%s is not the record of a refresh: %w", schema.RecordName, err)
	}
	if r.Version != recordVersion {
		return nil, fmt.Errorf("%s has version %d; this cfdr knows %d", schema.RecordName, r.Version, recordVersion)
	}
	return r, nil
}
