// The shapes of /api/v1 as the pages use them. What the server does not know
// is null or absent, never 0 or ''.

export type Status = 'strong' | 'fair' | 'weak' | 'blank' | 'unknown';
export type Stage = 'upstream' | 'midstream' | 'downstream';
export type Role = 'producer' | 'planned' | 'trader' | 'user' | 'service';
export type Strength = 'strong' | 'medium' | 'weak';
export type GapKind = 'extend' | 'fill' | 'strengthen' | 'add';
export type Gate = 'constrained' | 'joint' | 'not_hostable' | 'glut';
export type FlowKind = 'input' | 'byproduct' | 'alternative' | 'relation';
export type Verdict = 'confirm' | 'reject';

export type StatusCounts = Record<Status, number>;

export interface Named {
  id: string;
  name: string;
}

export interface Place {
  code: string;
  name: string;
}

export interface RecordRef {
  version: number;
  reaches: string;
  rules?: string;
  firms?: number;
}

export interface ChainSummary extends Named {
  name_en: string;
  articles: number[];
  links: number;
  status: StatusCounts;
}

export interface ChainList {
  chains: ChainSummary[];
  total: number;
}

/** A number behind a status; value null is unknown, and text says why. */
export interface Figure {
  name: string;
  value: number | null;
  low?: number | null;
  high?: number | null;
  unit?: string;
  limit?: 'at_least' | 'at_most';
  text?: string;
  inputs?: string[];
}

export interface ChainLink extends Named {
  name_en?: string;
  stage: Stage;
  status: Status;
  articles: number[];
  context?: boolean;
  shared?: boolean;
  firms: number;
  why: string;
  gap: string | null;
}

export interface Flow {
  from: string;
  to: string;
  kind: FlowKind;
  coefficient?: number | null;
  low?: number | null;
  high?: number | null;
  unit?: string;
  basis?: string;
  working?: string;
  source?: string;
  note?: string;
  /** Closes a declared cycle. */
  loop?: boolean;
}

export interface Chain extends Named {
  name_en: string;
  articles: number[];
  region: Place;
  record: RecordRef;
  links: ChainLink[];
  flows: Flow[];
}

export interface Row {
  file?: string;
  sheet?: string;
  row?: number;
}

/** One piece of evidence: the words, the clause they stand in, and its row. */
export interface Said extends Row {
  text?: string;
  clause?: string;
  contradiction?: string;
}

export interface LinkFirm extends Named {
  region: string;
  region_name?: string;
  role: Role;
  strength: Strength;
  counts?: boolean;
  verdict?: Verdict;
  evidence: Said[];
}

export interface Constraint {
  effect: string;
  from?: string;
  until?: string;
  parks?: string[];
  text: string;
  source: string;
}

export interface Catalogue {
  class: string;
  source: string;
  date?: string;
}

export interface Quantity {
  value?: number | null;
  low?: number | null;
  high?: number | null;
  unit?: string;
  basis?: string;
  source?: string;
}

export interface LinkSpec extends Named {
  name_en?: string;
  stage: Stage;
  note?: string;
  articles?: number[];
  context?: boolean;
  products?: { name: string; unit?: string; aliases?: string[] }[];
  terms?: { must?: string[] };
  catalogue?: Catalogue[];
  since?: { year: number; basis?: string; source?: string };
  needs?: string[];
  constraints?: Constraint[];
  scale?: Quantity;
  energy?: Quantity;
  water?: Quantity;
}

export interface LinkDetail {
  link: LinkSpec;
  chains?: Named[];
  status: Status;
  why: string;
  figures: Figure[];
  firms: LinkFirm[];
  gap: string | null;
}

/** One addend of a priority or a score; value null is unknown and adds nothing. */
export interface Part {
  part: string;
  name?: string;
  weight: number;
  value: number | null;
  points: number;
  inputs?: string[];
}

export interface Gap {
  id: string;
  chains: string[];
  link: string;
  link_name: string;
  kind: GapKind;
  modes?: string[];
  gates: Gate[];
  gate_details?: { gate: Gate; text: string }[];
  priority: number;
  parts: Part[];
  why: string;
  articles?: number[];
  confidence?: string;
}

export interface GapList {
  gaps: Gap[];
  total: number;
  next?: string;
  not_hostable?: Gap[];
  record?: RecordRef;
}

export interface FirmRef extends Named {
  code?: string;
  region?: string;
  region_name?: string;
}

export interface Evidence extends Row {
  text: string;
}

export interface ReceiptPart extends Part {
  evidence: Evidence[];
}

export interface Candidate {
  rank: number;
  firm: FirmRef;
  score: number;
  confidence: number;
  receipt: ReceiptPart[];
  members: FirmRef[];
  reason?: string;
  adjacent?: boolean;
}

export interface Excluded {
  firm: FirmRef;
  reason: string;
  text?: string;
}

export interface Beside {
  firm: FirmRef;
  text?: string;
  link?: string;
}

export interface CandidateList {
  link: string;
  link_name?: string;
  version: { record: number; rules?: string; weights?: string };
  candidates: Candidate[];
  total?: number;
  excluded: Excluded[];
  excluded_counts: Record<string, number>;
  local: Beside[];
  technology: Beside[];
  note?: string;
  park?: Named;
  constraints?: Barrier[];
}

/** A rule on what may newly come, to the region or to a park of it. */
export interface Barrier {
  effect: string;
  list: string;
  firms?: string[];
  text: string;
  source: string;
  from?: string;
  verified: boolean | null;
  note?: string;
  instead?: string;
}

export interface ParkList {
  parks: Named[];
  total: number;
}

export interface Summary {
  region: Place;
  record: RecordRef;
  gaps: Gap[];
  total: number;
  status: StatusCounts;
  unknown: Named[];
}
