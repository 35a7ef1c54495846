import type { ReactNode } from 'react';
import type { Row } from '@/lib/api/types';
import { useWords } from '@/lib/i18n/context';

/** A value, or in words that it is unknown: never a blank or a zero. */
export function Known({ children }: { children: ReactNode }) {
  const t = useWords();
  const missing = children === null || children === undefined || children === '' || children === false;
  return missing ? <span className="unknown-word">{t.unknown}</span> : <>{children}</>;
}

/** Where something was read: file, sheet, row. */
export function SourceRow({ at }: { at: Row | undefined }) {
  const t = useWords();
  const words = [at?.file, at?.sheet, at?.row ? t.row(at.row) : ''].filter(Boolean);
  if (words.length === 0) return null;
  return <cite className="source">{words.join(' · ')}</cite>;
}
