package diagnosis

// Word is the kind in Chinese.
func (k Kind) Word() string {
	return map[Kind]string{Fill: "补链", Extend: "延链", Add: "增链", Strengthen: "强链"}[k]
}

// Word is the status in Chinese.
func (s Status) Word() string {
	return map[Status]string{Strong: "优势", Fair: "一般", Weak: "薄弱", Blank: "空白", Unknown: "数据不足"}[s]
}

// GateWord is a gate in Chinese.
func GateWord(gate string) string {
	return map[string]string{Constrained: "受限", Joint: "协同", NotHostable: "不宜", Glut: "过剩"}[gate]
}
