package schema_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/zclconf/go-cty/cty"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// sound is a kind that a registry takes.
func sound() *schema.Kind {
	because := schema.Reason{Text: "It cannot.", Source: "measured"}
	return &schema.Kind{
		Name: "thing", Doc: "A thing.", Section: "things", Key: []string{"name"}, ID: schema.HexID,
		Fields: []schema.Field{
			{Name: "name", Doc: "Its name.", Type: cty.String, Required: true},
			{Name: "parts", Doc: "Its parts.", Many: schema.ListOf, Fields: []schema.Field{{Name: "other", Doc: "Another thing.", Type: cty.String, Ref: &schema.Ref{Kind: "thing", By: "id"}}}},
			{Name: "bindings", Doc: "Its bindings.", Many: schema.ListOf, Tag: "type", Variants: []schema.Variant{{Name: "one", Doc: "One sort.", Fields: []schema.Field{{Name: "x", Doc: "An x.", Type: cty.String}}}}},
		},
		Recreate: schema.Way{Script: "things"},
		V4:       schema.Resource{Absent: &schema.Lack{Reason: because}},
		V5: schema.Resource{
			Type: "cloudflare_thing", ImportID: "{account_id}/{id}",
			Unread: []schema.Unread{{Attr: "x", Reason: because}},
			Gaps:   []schema.Gap{{Name: "odd", When: func(*schema.Object) []string { return nil }, Effect: schema.Lossy, Reason: because}},
			Frozen: &because,
		},
		API: schema.Endpoint{
			Path: "/things", Paging: schema.ByPage, Permission: "Things Read",
			Header: map[string]string{"x-name": "{name}"}, Body: "parts",
			Create:  schema.Request{Method: "POST", Path: "/accounts/{account_id}/things"},
			Update:  schema.Request{Method: "PATCH", Path: "/things/{id}"},
			Given:   []schema.Given{{Name: "self", From: "thing", By: "name"}},
			Derived: []schema.Derived{{Name: "made", Doc: "nothing", Value: func(*schema.Object) any { return nil }}},
		},
	}
}

func TestRegistryRefuses(t *testing.T) {
	unexplained := schema.Reason{Text: "It cannot.", Source: " "}
	for want, spoil := range map[string]func(*schema.Kind){
		"kind Thing: the name is not snake case":                                         func(k *schema.Kind) { k.Name = "Thing" },
		"kind : the name is not snake case":                                              func(k *schema.Kind) { k.Name = "" },
		"kind thing: no Doc":                                                             func(k *schema.Kind) { k.Doc = "" },
		`kind thing: unknown parent "account"`:                                           func(k *schema.Kind) { k.Parent = "account" },
		"kind thing: no Section":                                                         func(k *schema.Kind) { k.Section = "" },
		"kind thing: no form of id":                                                      func(k *schema.Kind) { k.ID = nil },
		"kind thing: does not say how it is recreated":                                   func(k *schema.Kind) { k.Recreate = schema.Way{} },
		"kind thing: does not say where the API lists it":                                func(k *schema.Kind) { k.API.Permission = "" },
		`kind thing: the key names no field: "title"`:                                    func(k *schema.Kind) { k.Key = []string{"name", "title"} },
		"kind thing: field name: no Doc":                                                 func(k *schema.Kind) { k.Fields[0].Doc = "" },
		"kind thing: field name: twice":                                                  func(k *schema.Kind) { k.Fields[1].Name = "name" },
		"kind thing: field parts.other: no Doc":                                          func(k *schema.Kind) { k.Fields[1].Fields[0].Doc = "" },
		`kind thing: field parts.other: refers to unknown kind "nothing"`:                func(k *schema.Kind) { k.Fields[1].Fields[0].Ref.Kind = "nothing" },
		"kind thing: variant one of bindings: no Doc":                                    func(k *schema.Kind) { k.Fields[2].Variants[0].Doc = "" },
		"kind thing: field bindings.one.x: no Doc":                                       func(k *schema.Kind) { k.Fields[2].Variants[0].Fields[0].Doc = "" },
		"kind thing: field name on 4: no reason or no source for it":                     func(k *schema.Kind) { k.Fields[0].V4.Lack = &schema.Lack{Reason: unexplained} },
		"kind thing: field name on 5: no reason or no source for it":                     func(k *schema.Kind) { k.Fields[0].V5.Ignore = &unexplained },
		"kind thing: variant one of bindings on 4: no reason or no source for it":        func(k *schema.Kind) { k.Fields[2].Variants[0].V4.Lack = &schema.Lack{} },
		"kind thing: on 4: needs either a type or the reason why it has none":            func(k *schema.Kind) { k.V4.Absent = nil },
		"kind thing: on 5: needs either a type or the reason why it has none":            func(k *schema.Kind) { k.V5.Absent = &schema.Lack{Reason: unexplained} },
		"kind thing: on 4: no reason or no source for it":                                func(k *schema.Kind) { k.V4.Absent = &schema.Lack{Reason: unexplained} },
		"kind thing: on 5: cloudflare_thing has no import id":                            func(k *schema.Kind) { k.V5.ImportID = "" },
		"kind thing: on 5: a gap without name, condition or effect":                      func(k *schema.Kind) { k.V5.Gaps[0].When = nil },
		"kind thing: on 5: gap odd: no reason or no source for it":                       func(k *schema.Kind) { k.V5.Gaps[0].Reason = unexplained },
		"kind thing: on 5: unread x: no reason or no source for it":                      func(k *schema.Kind) { k.V5.Unread[0].Reason = unexplained },
		"kind thing: on 5: no reason or no source for it":                                func(k *schema.Kind) { k.V5.Frozen = &unexplained },
		`kind thing: field parts: its short form "nme" names no field`:                   func(k *schema.Kind) { k.Fields[1].Short = "nme" },
		"kind thing: field bindings: variants without a tag":                             func(k *schema.Kind) { k.Fields[2].Tag = "" },
		"kind thing: no field of the key must be there":                                  func(k *schema.Kind) { k.Fields[0].Required = false },
		"kind thing: a section that is a table takes two fields, the name and the value": func(k *schema.Kind) { k.Shape = schema.Table },
		"kind thing: a section that is one value takes one field, called as the section": func(k *schema.Kind) { k.Shape = schema.Whole },
		"kind thing: a field and a section of its children have one name: \"parts\"":     nil,
		"kind thing: listed twice":                                                       nil,

		"kind thing: field name on api: no reason or no source for it":                            func(k *schema.Kind) { k.Fields[0].API = &schema.Form{Lack: &schema.Lack{Reason: unexplained}} },
		`kind thing: on 5: gap odd: a script completes no field "title"`:                          func(k *schema.Kind) { k.V5.Gaps[0].Field = "title" },
		`kind thing: in the API: the list: the path does not begin with /: "things"`:              func(k *schema.Kind) { k.API.Path = "things" },
		`kind thing: in the API: create: the method is none of POST, PUT, PATCH: "GET"`:           func(k *schema.Kind) { k.API.Create.Method = "GET" },
		`kind thing: in the API: create: the method is none of POST, PUT, PATCH: ""`:              func(k *schema.Kind) { k.API.Create.Method = "" },
		`kind thing: in the API: update: the path does not begin with /: ""`:                      func(k *schema.Kind) { k.API.Update.Path = "" },
		`kind thing: in the API: update: nothing fills the hole "zone_id"`:                        func(k *schema.Kind) { k.API.Update.Path = "/zones/{zone_id}/things/{id}" },
		`kind thing: in the API: update: nothing fills the hole "name"`:                           func(k *schema.Kind) { k.API.Update.Path = "/things/{name}" },
		`kind thing: in the API: update: nothing fills the hole "thing.title"`:                    func(k *schema.Kind) { k.API.Update.Path = "/things/{thing.title}" },
		`kind thing: in the API: update: a hole without an end: "/things/{id"`:                    func(k *schema.Kind) { k.API.Update.Path = "/things/{id" },
		`kind thing: in the API: the header x-name is not one field: "a {name}"`:                  func(k *schema.Kind) { k.API.Header["x-name"] = "a {name}" },
		`kind thing: in the API: the header x-name is not one field: "{title}"`:                   func(k *schema.Kind) { k.API.Header["x-name"] = "{title}" },
		`kind thing: in the API: the argument "self" comes from nothing: name of "zone"`:          func(k *schema.Kind) { k.API.Given[0].From = "zone" },
		`kind thing: in the API: a derived argument without name, Doc or value: "made"`:           func(k *schema.Kind) { k.API.Derived[0].Doc = "" },
		"kind thing: in the API: an upload needs parts, a placeholder and a request that creates": func(k *schema.Kind) { k.API.Upload = true },
		"kind thing: in the API: parts without an upload":                                         func(k *schema.Kind) { k.API.Parts = func(*schema.Object) []schema.Part { return nil } },
		"kind thing: in the API: secrets for a request that creates, and there is none": func(k *schema.Kind) {
			k.API.Create, k.API.Secrets = schema.Request{}, func(*schema.Object) []string { return nil }
		},
		`kind thing: in the API: the body names no argument: "title"`: func(k *schema.Kind) { k.API.Body = "title" },
	} {
		k := sound()
		list := []*schema.Kind{k}
		switch {
		case spoil != nil:
			spoil(k)
		case want == "kind thing: listed twice":
			list = append(list, sound())
		default:
			child := sound()
			child.Name, child.Parent, child.Section = "part", "thing", "parts"
			list = append(list, child)
		}
		assert.PanicsWithValue(t, want, func() { schema.NewRegistry(list...) })
	}
	assert.NotPanics(t, func() { schema.NewRegistry(sound()) })
}

// The registry of this program is whole.
func TestKinds(t *testing.T) {
	r := kinds.Registry()
	for _, k := range r.Kinds() {
		assert.Same(t, k, r.Kind(k.Name))
		for _, target := range schema.Targets() {
			if res := k.On(target); res.Type != "" {
				assert.NotNil(t, r.ByType(target, res.Type))
			}
		}
	}
	assert.Nil(t, r.Kind("nothing"))
	assert.Nil(t, r.ByType(schema.V4, "cloudflare_nothing"))
	assert.Equal(t, "worker", r.ByType(schema.V4, "cloudflare_worker_script").Name, "an older name of the type")
}
