package generator

import (
	"slices"

	"github.com/cfdr/cfdr/schema"
)

// A Comparison puts the fates of one object on several targets side by side.
type Comparison struct {
	Key     string                          `json:"key"`
	Name    string                          `json:"name"`
	Targets map[schema.Target]ComparedClass `json:"targets"`
}

// A ComparedClass is what becomes of an object on one target.
type ComparedClass struct {
	Class   Class    `json:"class"`
	Adopted bool     `json:"adopted"`
	Gaps    []string `json:"gaps,omitempty"`
}

// Compare puts surveys of one account side by side.
func Compare(surveys ...*Survey) []Comparison {
	var out []Comparison
	at := map[string]int{}
	for _, s := range surveys {
		for _, it := range s.Items {
			key := it.Key() + "/" + it.Path()
			i, known := at[key]
			if !known {
				i = len(out)
				at[key] = i
				out = append(out, Comparison{Key: it.Key(), Name: it.Path(), Targets: map[schema.Target]ComparedClass{}})
			}
			c := ComparedClass{Class: it.Class(), Adopted: it.Address != ""}
			for _, l := range it.Losses {
				if !slices.Contains(c.Gaps, l.Gap) {
					c.Gaps = append(c.Gaps, l.Gap)
				}
			}
			out[i].Targets[s.Target] = c
		}
	}
	return out
}
