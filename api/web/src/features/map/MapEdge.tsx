import type { FlowKind } from '@/lib/api/types';
import { number } from '@/lib/format';
import { useWords } from '@/lib/i18n/context';
import { pathOf } from './ends';
import type { Drawn } from './layout';

const kinds: readonly FlowKind[] = ['input', 'byproduct', 'alternative', 'relation'];

/** Arrow heads, one a kind, so that each has its line's colour. */
export function EdgeHeads() {
  return (
    <defs>
      {kinds.map((kind) => (
        <marker key={kind} id={`head-${kind}`} viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
          <path d="M0 0.5L8 4L0 7.5z" className={`head head-${kind}`} />
        </marker>
      ))}
    </defs>
  );
}

interface Props {
  edge: Drawn;
  /** on: touches the link in view; off: does not; undefined: no link in view. */
  lit: boolean | undefined;
  title: string;
}

export function MapEdge({ edge, lit, title }: Props) {
  const path = pathOf(edge.points);
  return (
    <g className={`edge edge-${edge.flow.kind}${lit === undefined ? '' : lit ? ' lit' : ' dim'}`}>
      <title>{title}</title>
      <path d={path} className="edge-hit" />
      <path d={path} className="edge-line" markerEnd={`url(#head-${edge.flow.kind})`} />
    </g>
  );
}

/** Labels stand near the other box, where the lines have parted. */
const near = 0.6;

/** How much of it, in the gap beside the box that is not in view, over everything else. */
export function EdgeLabel({ edge, inView }: { edge: Drawn; inView: string | null }) {
  const { flow, points } = edge;
  if (flow.coefficient == null) return null;
  const [a, b] = flow.from === inView ? [points.at(-2), points.at(-1)] : [points[1], points[0]];
  if (!a || !b) return null;
  return (
    <text x={a.x + (b.x - a.x) * near} y={a.y + (b.y - a.y) * 0.8 + 4} className="edge-label">
      {number(flow.coefficient)} {flow.unit}
    </text>
  );
}

/** What the lines mean. */
export function EdgeLegend() {
  const t = useWords();
  return (
    <ul className="legend" aria-label={t.map.legend}>
      {kinds.map((kind) => (
        <li key={kind}>
          <svg width="34" height="10" aria-hidden="true" className={`edge edge-${kind}`}>
            <path d="M1 5H26" className="edge-line" />
            <path d="M25 1.5L33 5L25 8.5z" className={`head head-${kind}`} />
          </svg>
          {t.flow[kind]}
        </li>
      ))}
    </ul>
  );
}
