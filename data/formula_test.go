package data

import (
	"math"
	"testing"
)

func TestFormulasAndTheirMasses(t *testing.T) {
	for text, want := range map[string]float64{
		"H2SO4": 98.08, "Ca(OH)2": 74.09, "CaSO4·2H2O": 172.17, "(NH4)2SO4": 132.14, "CaMg(CO3)2": 184.40, "N2H4·H2O": 50.06,
		"C2H4O2": 60.05, "CO(NH2)2": 60.06, "SiHCl3": 135.45, "LiPF6": 151.91, "(C2F4)n": 100.02, "C3Cl2N3NaO3": 219.94, "CoCO3": 118.94,
	} {
		atoms, err := parseFormula(text)
		mass := 0.0
		for e, n := range atoms {
			mass += n * atomicMass(e)
		}
		if err != nil || math.Abs(mass-want) > 0.03 {
			t.Errorf("%s: %.3f %v, want %.2f", text, mass, err, want)
		}
	}
	for _, text := range []string{"Na2O·nSiO2", "(C4H8O)n·H2O"} {
		if atoms, err := parseFormula(text); atoms != nil || err != nil {
			t.Errorf("%s has a varying share and came out as %v %v", text, atoms, err)
		}
	}
	for _, text := range []string{"Xx", "Ca(OH", "CaOH)2", "2", "水", ""} {
		if atoms, err := parseFormula(text); err == nil {
			t.Errorf("%q passed as %v", text, atoms)
		}
	}
}

func TestCalculationsInWorkings(t *testing.T) {
	for working, want := range map[string][]float64{
		"C4H2O3 + H2 + H2O -> C4H6O4: 98.06/118.09 = 0.830":                 {0.8304},
		"3 x 2.016/106.44 = 56.8 kg/t; 56.8/0.0899 = 632 Nm3/t":             {0.05682, 631.8},
		"3 × 2.016/93.13 t/t，÷0.0899 kg/Nm3":                                {722.4},
		"聚乙烯 1 - 0.35 + 0.35 x 1.008/35.45 = 0.660":                         {0.65995},
		"冷氢化 3SiCl4 + 2H2 + Si -> 4SiHCl3: 3 x 169.90/(4 x 135.45) = 0.941": {0.9407},
		"折百：34.01/113.16":                                                   {0.3005},
		"干煤耗热量约2.4–2.8 GJ/t":                                                nil,
		"以缩合单元 C11H7SO3Na 计":                                                nil,
	} {
		got := results(working)
		if len(got) != len(want) {
			t.Errorf("%s: %+v", working, got)
			continue
		}
		for i := range got {
			if math.Abs(got[i].value-want[i]) > 0.001*want[i] {
				t.Errorf("%s: %v, want %v", working, got[i].value, want[i])
			}
		}
	}
}

// The arithmetic of the starter data is right as written.
func TestStarterWorkingsAreRight(t *testing.T) {
	c, problems := Check(Starter())
	for _, p := range problems {
		if p.Code == "working_wrong" || p.Code == "working_differs" {
			t.Errorf("%s:%d %s", p.File, p.Line, p.Message)
		}
	}
	n := 0
	for _, f := range c.Flows {
		n += len(results(f.Working))
	}
	if n < 200 {
		t.Errorf("only %d calculations were found in the workings", n)
	}
}
