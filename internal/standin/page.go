package standin

import (
	"encoding/base64"
	"net/http"
	"strconv"
)

// A pageStyle is how the API divides a list.
type pageStyle int

const (
	whole    pageStyle = iota // the full list in one answer, no result_info
	byPage                    // page and per_page, with counts in result_info
	byCursor                  // cursor and per_page, next cursor in result_info
)

// paging says how a collection is divided: its style, and the default and the largest number of items of one answer. A larger per_page than the
// largest is taken as the largest, so a reader that trusts its own number sees a short page.
type paging struct {
	style pageStyle
	def   int
	max   int
}

// listing is a list answer: the items of one page, the result_info, and the field they stand under if result is an object.
type listing struct {
	items []object
	info  object
	wrap  string
}

// page cuts one page out of items as the query asks.
func (p paging) page(c *call, items []object) (listing, error) {
	if p.style == whole {
		return listing{items: nonNil(items)}, nil
	}
	per, err := positive(c.query("per_page"), p.def)
	if err != nil {
		return listing{}, err
	}
	per = min(per, p.max)
	total := len(items)
	if p.style == byCursor {
		start := 0
		if cur := c.query("cursor"); cur != "" {
			raw, err := base64.RawURLEncoding.DecodeString(cur)
			if err == nil {
				start, err = strconv.Atoi(string(raw))
			}
			if err != nil || start < 0 || start > total {
				return listing{}, refuse(http.StatusBadRequest, 10020, "Invalid cursor")
			}
		}
		end := min(start+per, total)
		info := object{"per_page": per, "count": end - start, "cursor": ""}
		if end < total {
			info["cursor"] = base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(end)))
		}
		return listing{items: nonNil(items[start:end]), info: info}, nil
	}
	page, err := positive(c.query("page"), 1)
	if err != nil {
		return listing{}, err
	}
	start := min((page-1)*per, total)
	end := min(start+per, total)
	return listing{items: nonNil(items[start:end]), info: object{
		"page": page, "per_page": per, "count": end - start, "total_count": total, "total_pages": (total + per - 1) / per,
	}}, nil
}

// positive reads a query value that must be a number above zero; empty gives def.
func positive(v string, def int) (int, error) {
	if v == "" {
		return def, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 {
		return 0, refuse(http.StatusBadRequest, 6003, "Invalid request parameters")
	}
	return n, nil
}

// nonNil makes an absent list an empty one, which is what the API sends.
func nonNil(items []object) []object {
	if items == nil {
		return []object{}
	}
	return items
}
