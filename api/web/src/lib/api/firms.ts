import type { FirmRef, Role, Row, Strength, Verdict } from './types';

export interface FirmItem extends FirmRef {
  in_being?: boolean;
  presences: { link: string; link_name?: string; role: Role; strength: Strength }[];
}

export interface FirmList {
  firms: FirmItem[];
  total: number;
  next?: string;
}

export interface Source extends Row {
  as_of?: string;
}

/** The value that stands for a field, with the row it came from. */
export interface Valued extends Source {
  text: string;
}

export interface FirmDetail extends FirmRef {
  kind?: string;
  parent?: string;
  in_being?: boolean;
  values: Record<string, Valued>;
  former_names: string[];
  earlier: { field: string; text: string; source: number }[];
  sources: Source[];
}

export interface Presence {
  chain: string;
  link: string;
  link_name: string;
  role: Role;
  strength: Strength;
  term?: string;
  clause?: string;
  in?: string;
  verdict?: Verdict;
  counts?: boolean;
  contradiction?: string;
  source: Row;
}

export interface FirmView {
  firm: FirmDetail;
  presences: Presence[];
}
