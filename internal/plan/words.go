package plan

// The words of a difference say what it is between. With a state, they are
// those of Terraform, which would act. With an older inventory nothing is to be
// done: they say which of the two says what.
type words struct {
	title, compared, blocks, moved string
	// Of symbols.
	update, forget string
	// Of blocks of one class.
	changes, imports, forgets string
}

func (d *Diff) words() words {
	if d.Target != "" {
		return words{
			title:    "Inventory and state",
			compared: "cfdr compared the inventory with the state. Actions are indicated with the following symbols:",
			blocks:   "These actions would bring the state in step:",
			moved:    "At another address than cfdr gives them; cfdr generate with --state moves them, or imports them again:",
			update:   "update in-place", forget: "forget",
			changes: "To change", imports: "To import", forgets: "To forget",
		}
	}
	of := func(day string) string {
		if day == "" {
			return ""
		}
		return " of " + oneLine(day)
	}
	return words{
		title:    "Two inventories",
		compared: "cfdr compared the newer inventory" + of(d.Newer) + " with the older one" + of(d.Older) + ". What differs is indicated with the following symbols:",
		blocks:   "The inventories differ in this:",
		moved:    "Called otherwise, with what they belong to:",
		update:   "in both, and different", forget: "only in the older inventory",
		changes: "In both, and different", imports: "Only in the newer inventory", forgets: "Only in the older inventory",
	}
}

// told says how one inventory differs from the other, in a heading.
func (c *Change) told() string {
	switch {
	case c.Class == Import:
		return "is only in the newer inventory"
	case c.Class == Forget:
		return "is only in the older inventory"
	case c.Previous != "":
		return "was called " + c.Previous
	case c.NewID != "":
		return "had another id"
	}
	return "differs"
}
