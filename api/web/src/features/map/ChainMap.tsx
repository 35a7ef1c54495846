import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import type { Chain, Flow } from '@/lib/api/types';
import { useNameOf, useWords } from '@/lib/i18n/context';
import { usePrinting } from '@/lib/usePrinting';
import { coefficient } from './coefficient';
import { layOut } from './layout';
import { EdgeHeads, EdgeLabel, MapEdge } from './MapEdge';
import { MapNode } from './MapNode';
import { neighbour, type Direction } from './navigate';
import { usePanZoom } from './usePanZoom';

const arrows: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

const touches = (flow: Flow, link: string | null) => flow.from === link || flow.to === link;

interface Props {
  chain: Chain;
  selected: string | null;
  onSelect: (link: string | null) => void;
}

/** The chain as a graph: pan, zoom, and every link within reach of the keyboard. */
export function ChainMap({ chain, selected, onSelect }: Props) {
  const t = useWords();
  const nameOf = useNameOf();
  const layout = useMemo(() => layOut(chain.links, chain.flows), [chain]);
  const { svg, view, zoom, fit, reveal, handlers } = usePanZoom(layout);
  const printing = usePrinting();
  const [hovered, setHovered] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);

  const at = (id: string | null) => layout.nodes.find((n) => n.link.id === id);
  const stop = focused ?? selected ?? layout.nodes[0]?.link.id;
  const inView = printing ? null : (hovered ?? selected);
  const near = useMemo(() => {
    const set = new Set([inView]);
    for (const { flow } of layout.edges) {
      if (flow.from === inView) set.add(flow.to);
      if (flow.to === inView) set.add(flow.from);
    }
    return set;
  }, [layout, inView]);

  useEffect(() => {
    const node = layout.nodes.find((n) => n.link.id === selected);
    if (node) reveal(node.x, node.y);
  }, [layout, selected, reveal]);

  const focus = (id: string) => {
    const node = at(id);
    if (node) reveal(node.x, node.y);
    svg.current?.querySelector<SVGGElement>(`[data-link="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
  };

  const onKeyDown = (id: string) => (event: KeyboardEvent) => {
    const direction = arrows[event.key];
    if (direction) focus(neighbour(layout.nodes, id, direction));
    else if (event.key === 'Enter' || event.key === ' ') onSelect(id);
    else if (event.key === '+' || event.key === '=') zoom(1.25);
    else if (event.key === '-') zoom(0.8);
    else if (event.key === '0') fit();
    else return;
    event.preventDefault();
  };

  const name = (id: string) => {
    const link = chain.links.find((l) => l.id === id);
    return link ? nameOf(link) : id;
  };

  return (
    <div className="map">
      <div className="map-tools no-print">
        <button type="button" aria-label={t.map.zoomIn} title={t.map.zoomIn} onClick={() => zoom(1.25)}>＋</button>
        <button type="button" aria-label={t.map.zoomOut} title={t.map.zoomOut} onClick={() => zoom(0.8)}>－</button>
        <button type="button" onClick={fit}>{t.map.fit}</button>
      </div>
      <svg ref={svg} className="map-svg" role="group" viewBox={printing ? `0 0 ${layout.width} ${layout.height}` : undefined} aria-label={`${t.map.aria}：${nameOf(chain)}`} {...handlers}>
        <EdgeHeads />
        <g transform={printing ? undefined : `translate(${view.x} ${view.y}) scale(${view.scale})`}>
          {layout.edges.filter((e) => !e.aside || touches(e.flow, inView)).map((edge, i) => (
            <MapEdge
              key={`${edge.flow.from}>${edge.flow.to}>${edge.flow.kind}>${i}`}
              edge={edge}
              lit={inView === null ? undefined : touches(edge.flow, inView)}
              title={`${name(edge.flow.from)} → ${name(edge.flow.to)}：${t.flow[edge.flow.kind]} ${coefficient(edge.flow)}`}
            />
          ))}
          {layout.nodes.map((node) => (
            <MapNode
              key={node.link.id}
              node={node}
              selected={node.link.id === selected}
              dimmed={inView !== null && !near.has(node.link.id)}
              stop={node.link.id === stop}
              onOpen={() => onSelect(node.link.id)}
              onFocus={() => setFocused(node.link.id)}
              onHover={(on) => setHovered(on ? node.link.id : null)}
              onKeyDown={onKeyDown(node.link.id)}
            />
          ))}
          {layout.edges.filter((e) => touches(e.flow, inView)).map((edge, i) => (
            <EdgeLabel key={i} edge={edge} inView={inView} />
          ))}
        </g>
      </svg>
    </div>
  );
}
