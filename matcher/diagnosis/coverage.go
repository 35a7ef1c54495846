package diagnosis

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"liantu/graph"
)

// Coverage is how much of the time since an industry began the record holds
// of a region.
type Coverage struct {
	Share *float64 // held years ÷ years since the start; nil where the record holds nothing
	Held  int
	Years int
	Since int
	Until int
	Text  string // "2006–2019年14年中的8年（2006–2012，2019）"
}

// heldYears are the years of a region's registrations that the record holds:
// those with at least a stated share of the median year's registrations.
func heldYears(years map[int]int64, share float64) []int {
	var counts []int64
	for _, n := range years {
		counts = append(counts, n)
	}
	if len(counts) == 0 {
		return nil
	}
	slices.Sort(counts)
	median := float64(counts[len(counts)/2])
	var held []int
	for y, n := range years {
		if float64(n) >= share*median && n > 0 {
			held = append(held, y)
		}
	}
	slices.Sort(held)
	return held
}

// coverage works out the coverage of one link at home.
func (s *State) coverage(rules *StatusRules, l *graph.Link, held []int) Coverage {
	since := rules.Coverage.DefaultSince
	if l.Since != nil {
		since = l.Since.Year
	}
	if year, file, ok := s.declaredComplete(l, since); ok {
		one := 1.0
		n := year - since + 1
		return Coverage{Share: &one, Held: n, Years: n, Since: since, Until: year,
			Text: fmt.Sprintf("%d–%d年的全部年份（%s 声明为完整名单）", since, year, file)}
	}
	if len(held) == 0 {
		return Coverage{Since: since, Text: "本地登记记录为空；导入本地企业名单即可定"}
	}
	until := held[len(held)-1]
	c := Coverage{Since: since, Until: until, Years: max(until-since+1, 1)}
	var in []int
	for _, y := range held {
		if y >= since {
			in = append(in, y)
		}
	}
	c.Held = len(in)
	share := float64(c.Held) / float64(c.Years)
	c.Share = &share
	c.Text = fmt.Sprintf("%d–%d年%d年中的%d年（%s）", since, until, c.Years, c.Held, spans(in))
	if c.Held == 0 {
		c.Text = fmt.Sprintf("%d–%d年中的0年", since, until)
	}
	return c
}

// declaredComplete finds the latest import that was declared a full list for
// the home region and this link's chain or industry
// ("150300/coking,2614"). A list as of a year
// before the industry began says nothing of it.
func (s *State) declaredComplete(l *graph.Link, since int) (year int, file string, ok bool) {
	for _, i := range s.Complete {
		region, what, _ := strings.Cut(i.Complete, "/")
		if !graph.InRegion(s.Home, region) {
			continue
		}
		if !s.covers(l, what) || len(i.AsOf) < len("2006-01-02") {
			continue
		}
		if y, err := strconv.Atoi(i.AsOf[:4]); err == nil && y > year && y >= since {
			year, file, ok = y, i.File+"（"+i.AsOf[:len("2006-01-02")]+"）", true
		}
	}
	return year, file, ok
}

// covers says whether a list of some chains or industries ("coking,2614", ""
// for all of them) speaks of a link.
func (s *State) covers(l *graph.Link, what string) bool {
	return what == "" || slices.ContainsFunc(strings.Split(what, ","), func(part string) bool {
		return slices.Contains(s.ChainsOf[l.ID], part) ||
			slices.ContainsFunc(l.Industry, func(class string) bool { return part != "" && strings.HasPrefix(class, part) })
	})
}

// spans writes years as ranges: 2006–2012，2019.
func spans(years []int) string {
	var parts []string
	for i := 0; i < len(years); {
		j := i
		for j+1 < len(years) && years[j+1] == years[j]+1 {
			j++
		}
		if i == j {
			parts = append(parts, strconv.Itoa(years[i]))
		} else {
			parts = append(parts, fmt.Sprintf("%d–%d", years[i], years[j]))
		}
		i = j + 1
	}
	return strings.Join(parts, "，")
}
