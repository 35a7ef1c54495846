package table

import "liantu/graph"

// The reasons for which a whole file is refused. The messages are for clerks.
const (
	NotAWorkbook graph.Code = "not_a_workbook"
	Corrupt      graph.Code = "corrupt_workbook"
	Encrypted    graph.Code = "encrypted_workbook"
	ForbiddenXML graph.Code = "forbidden_xml"
	TooLarge     graph.Code = "too_large_uncompressed"
)

// Limits that keep memory and time bounded whatever a file holds. They are
// far above what an honest list of firms needs.
const (
	mebibyte     = 1 << 20
	gibibyte     = 1 << 30
	suspectRatio = 100 // honest tables shrink 5 to 30 times, runs of empty styled rows some 60 times
	suspectSize  = 64 * mebibyte

	maxBookFile   = 128 * mebibyte // an xlsx file is held in memory while it is read
	maxBookSize   = 2 * gibibyte   // of all its parts, inflated
	maxOtherParts = 64 * mebibyte  // of its parts that are neither sheets nor strings
	maxIndexPart  = 4 * mebibyte   // of workbook, relations and content types
	spillAbove    = 4 * mebibyte   // larger parts of an xlsx are kept on disk
	maxSheetRows  = 1 << 20        // Excel's own limit
	maxRowCells   = 1 << 14        // Excel's own limit
	maxTextBytes  = mebibyte       // of one cell; Excel's own limit is 32,767 characters
	maxCellTags   = 1 << 14        // of one cell or string with its runs
	maxStrings    = 6 << 20
	maxOddCells   = 1 << 20

	maxLegacyFile    = 64 * mebibyte
	maxLegacyCells   = 3 << 20
	maxLegacyStrings = 3 << 20

	maxRecord = mebibyte // one row of a csv
)

func corrupt(cause error, what string) error {
	return graph.Wrap(Corrupt, cause, "文件已损坏或不完整（%s），请重新导出，或用 Excel 打开后另存为 xlsx 再导入", what)
}

func tooLarge(what string) error {
	return graph.Errorf(TooLarge, "文件解压后过大（%s），为安全起见不予读取；请拆分成几个文件，或另存为 csv 再导入", what)
}
