package field

import "strings"

// What may be wrong with a credit code.
const (
	WrongCode     Problem = "invalid_code"   // not 18 characters of the alphabet, or a wrong check character
	LookalikeCode Problem = "lookalike_code" // holds I, O, Z, S or V, which no code has
	OldCode       Problem = "old_code"       // a 15-digit registration number of before 2015
)

const codeAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY" // GB 32100-2015, table 2

// Code reads a unified social credit code. The text is given back in upper
// case even where it is wrong; a wrong code is never mended.
func Code(s string) (string, Problem) {
	code := s
	if len(s) != 18 || !validCode(s) {
		code = strings.ToUpper(strings.Trim(compact(s), "'`‘’"))
		code = strings.ReplaceAll(code, "-", "")
	}
	switch {
	case len(code) == 18 && validCode(code):
		return code, ""
	case len(code) == 18 && strings.ContainsAny(code, "IOZSV"):
		return code, LookalikeCode
	case len(code) == 15 && digits(code) && oldNumberCheck(code):
		return code, OldCode
	}
	return code, WrongCode
}

// validCode checks alphabet and check character: the sum of the first 17
// values, weighted by 3^i mod 31, with the 18th is a multiple of 31.
func validCode(code string) bool {
	sum, weight := 0, 1
	for i := 0; i < 17; i++ {
		v := strings.IndexByte(codeAlphabet, code[i])
		if v < 0 {
			return false
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	return codeAlphabet[(31-sum%31)%31] == code[17]
}

// oldNumberCheck checks the last digit of a registration number (GS 15-2006,
// ISO 7064 MOD 11,10).
func oldNumberCheck(number string) bool {
	p := 10
	for i := 0; i < 14; i++ {
		s := (int(number[i]-'0') + p) % 10
		if s == 0 {
			s = 10
		}
		p = s * 2 % 11
	}
	return (11-p)%10 == int(number[14]-'0')
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
