package field

import (
	"strings"

	"liantu/graph"
)

// State brings a registration state (登记状态) into normal form: Cancelled or
// Revoked where the firm is gone, else the text as it stands. A licence that
// is revoked without the firm being cancelled (吊销，未注销) is Revoked.
func State(s string) string {
	text := compact(s)
	for _, begun := range []string{"备案", "公告", "正在", "拟注销"} {
		if strings.Contains(text, begun) {
			return text // on its way out, not gone
		}
	}
	without := strings.NewReplacer("未注销", "", "未吊销", "").Replace(text)
	switch {
	case strings.Contains(without, "注销"):
		return graph.Cancelled
	case strings.Contains(without, "吊销"):
		return graph.Revoked
	}
	switch strings.ToLower(text) {
	case "cancelled", "canceled", "deregistered":
		return graph.Cancelled
	case "revoked":
		return graph.Revoked
	}
	return text
}
