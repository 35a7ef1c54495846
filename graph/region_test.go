package graph

import (
	"strings"
	"testing"
)

func TestAreaIsTheRegion(t *testing.T) {
	codes := []string{"", "150000", "150300", "150302", "152900", "640000", "640200", "15"}
	for _, region := range codes {
		for _, code := range codes {
			want := code != "" && region != "" && strings.HasPrefix(code, RegionPrefix(region))
			if AreaOf(region).Has(code) != want || InRegion(code, region) != want {
				t.Errorf("%q in %q: want %v", code, region, want)
			}
		}
	}
	for _, c := range []struct {
		code, region string
		want         bool
	}{{"150302", "150300", true}, {"150300", "150302", false}, {"150302", "150000", true}, {"152900", "150300", false}, {"", "150000", false}, {"150302", "", false}} {
		if got := InRegion(c.code, c.region); got != c.want {
			t.Errorf("%q in %q: %v, want %v", c.code, c.region, got, c.want)
		}
	}
}
