import type { Status } from '@/lib/api/types';
import { useWords } from '@/lib/i18n/context';

/** How full a disc stands for a status, so that it is told without colour. */
const shapes: Record<Status, string> = {
  strong: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z',
  fair: 'M8 1.5a6.5 6.5 0 1 0 0 13z',
  weak: 'M8 8V1.5a6.5 6.5 0 0 0-6.5 6.5z',
  blank: '',
  unknown: '',
};

/** The mark alone, for use inside another SVG of 16 × 16. */
export function StatusGlyph({ status }: { status: Status }) {
  return (
    <g className={`glyph glyph-${status}`}>
      <circle cx="8" cy="8" r="6.5" className="glyph-ring" />
      <path d={shapes[status]} className="glyph-fill" />
      {status === 'unknown' && (
        <text x="8" y="11.6" className="glyph-text">
          ?
        </text>
      )}
      {status === 'blank' && <path d="M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6" className="glyph-cross" />}
    </g>
  );
}

/** Mark and word of a status. */
export function StatusMark({ status }: { status: Status }) {
  const t = useWords();
  return (
    <span className={`status status-${status}`} title={t.statusMeaning[status]}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <StatusGlyph status={status} />
      </svg>
      {t.status[status]}
    </span>
  );
}
