package graph

import "context"

// HomeRegionSetting is the key under which the home region's code is kept.
const HomeRegionSetting = "home_region"

// Setting is one value that the record itself must know: the home region.
type Setting struct{ Key, Value string }

// Settings is typed access to settings.
func Settings() Noun[Setting] {
	bs := []binding[Setting]{text("value", func(s *Setting) *string { return &s.Value })}
	return Noun[Setting]{
		label:    declareLabel("Setting", "key", bs, nil, false),
		key:      func(s *Setting) *string { return &s.Key },
		bindings: bs,
	}
}

func settingLabel() Label { return Settings().label }

// HomeRegion reads the home region's six-digit code; NotFound before `init`.
func HomeRegion(ctx context.Context, r Reader) (string, error) {
	s, err := Settings().One(ctx, r, HomeRegionSetting)
	return s.Value, err
}
