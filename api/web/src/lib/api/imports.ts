export interface RowProblem {
  sheet: string;
  row: number;
  column: string;
  value: string;
  code: string;
  message: string;
  reject?: boolean;
}

/** What an import did; all counts are rows. An upload's answer names the import it made, a list its id. */
export interface ImportReport {
  id?: string;
  import?: string;
  dry_run?: boolean;
  /** Field → heading of the column that it was read from. */
  mapping?: Record<string, string>;
  /** Counted, not listed. */
  problems_left_out?: number;
  file: string;
  sheet?: string;
  as_of?: string;
  started?: string;
  finished?: string;
  complete?: string;
  rows: number;
  accepted: number;
  created: number;
  updated: number;
  unchanged?: number;
  rejected: number;
  rejects?: boolean | string;
  problems?: RowProblem[] | null;
  error?: { code: string; message: string } | null;
}

export interface ImportList {
  imports: ImportReport[];
  total: number;
  next?: string;
}
