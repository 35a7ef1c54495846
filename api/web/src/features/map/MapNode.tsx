import type { KeyboardEvent } from 'react';
import { StatusGlyph } from '@/components/StatusMark';
import { useNameOf, useWords } from '@/lib/i18n/context';
import { nodeHeight, nodeWidth, type Placed } from './layout';
import { wrap } from './wrap';

interface Props {
  node: Placed;
  selected: boolean;
  dimmed: boolean;
  /** Only one link is a tab stop; arrow keys move on from it. */
  stop: boolean;
  onOpen: () => void;
  onFocus: () => void;
  onHover: (on: boolean) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export function MapNode({ node, selected, dimmed, stop, onOpen, onFocus, onHover, onKeyDown }: Props) {
  const t = useWords();
  const { link } = node;
  const name = useNameOf()(link);
  const lines = wrap(name, 11, 2);
  const status = t.status[link.status];
  const tell = link.firms > 0 ? `${status} · ${t.map.firms(link.firms)}` : status;
  const classes = ['node', `node-${link.status}`, selected && 'selected', dimmed && 'dim', link.context && 'context'];
  return (
    <g
      className={classes.filter(Boolean).join(' ')}
      transform={`translate(${node.x - nodeWidth / 2} ${node.y - nodeHeight / 2})`}
      data-link={link.id}
      role="button"
      aria-pressed={selected}
      aria-label={`${name}，${tell}`}
      tabIndex={stop ? 0 : -1}
      onClick={onOpen}
      onFocus={onFocus}
      onPointerEnter={() => onHover(true)}
      onPointerLeave={() => onHover(false)}
      onKeyDown={onKeyDown}
    >
      <title>{[name, tell, link.why, link.context && t.map.context, link.shared && t.map.shared].filter(Boolean).join('\n')}</title>
      <rect className="node-box" width={nodeWidth} height={nodeHeight} rx="6" />
      <rect className="node-edge" width="6" height={nodeHeight} rx="3" />
      {lines.map((line, i) => (
        <text key={line} className="node-name" x="14" y={(lines.length === 1 ? 25 : 17) + i * 16}>
          {line}
        </text>
      ))}
      <g transform={`translate(13 ${nodeHeight - 19}) scale(0.85)`}>
        <StatusGlyph status={link.status} />
      </g>
      <text className="node-tell" x="30" y={nodeHeight - 7.5}>
        {tell}
      </text>
      {link.gap && (
        <text className="node-gap" x={nodeWidth - 8} y={nodeHeight - 7.5}>
          {t.map.gapHead}
        </text>
      )}
    </g>
  );
}
