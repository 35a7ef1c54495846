package importers

import (
	"liantu/graph"
	"liantu/importers/table"
)

// The codes for which a whole file is refused; nothing of it is stored.
const (
	NotAWorkbook                    = table.NotAWorkbook
	CorruptWorkbook                 = table.Corrupt
	EncryptedWorkbook               = table.Encrypted
	ForbiddenXML                    = table.ForbiddenXML
	TooLargeUncompressed            = table.TooLarge
	NoFirmTable          graph.Code = "no_firm_table"
	NoNameColumn         graph.Code = "no_name_column"
	NoDataRows           graph.Code = "no_data_rows"
)

// IsRefusal tells a file that was refused from a failure of the store.
func IsRefusal(err error) bool {
	switch graph.CodeOf(err) {
	case NotAWorkbook, CorruptWorkbook, EncryptedWorkbook, ForbiddenXML, TooLargeUncompressed, NoFirmTable, NoNameColumn, NoDataRows:
		return true
	}
	return false
}
