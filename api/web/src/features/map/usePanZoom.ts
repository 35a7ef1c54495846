import { useCallback, useEffect, useRef, useState, type PointerEvent } from 'react';

export interface View {
  x: number;
  y: number;
  scale: number;
}

interface Size {
  width: number;
  height: number;
}

const least = 0.15;
const most = 2.5;
/** Below this names cannot be read; a wide map then starts at its left edge. */
const readable = 0.76;

/** The share of the window at each side that counts as its edge. */
const edge = 0.3;

const bounded = (scale: number) => Math.min(most, Math.max(least, scale));

/** Zooms by a factor and keeps the point (px, py) of the window where it is. */
export function zoomed(view: View, factor: number, px: number, py: number): View {
  const scale = bounded(view.scale * factor);
  const by = scale / view.scale;
  return { scale, x: px - (px - view.x) * by, y: py - (py - view.y) * by };
}

/** Shows the whole of the content, centred. */
export function fitted(content: Size, window: Size): View {
  const scale = bounded(Math.min(window.width / content.width, window.height / content.height, 1.2));
  return { scale, x: (window.width - content.width * scale) / 2, y: (window.height - content.height * scale) / 2 };
}

/** Shows the whole where it can be read so, else its left edge at a readable size. */
export function opening(content: Size, window: Size): View {
  const whole = fitted(content, window);
  if (whole.scale >= readable) return whole;
  return { scale: readable, x: 8, y: (window.height - content.height * readable) / 2 };
}

/** Moves a view just far enough that a point of the content lies well inside the window, with its neighbours. */
export function revealed(view: View, window: Size, x: number, y: number): View {
  const inside = (at: number, size: number) => Math.min(Math.max(at, size * edge), size * (1 - edge)) - at;
  return {
    ...view,
    x: view.x + inside(view.x + x * view.scale, window.width),
    y: view.y + inside(view.y + y * view.scale, window.height),
  };
}

const sizeOf = (element: Element | null): Size => {
  const box = element?.getBoundingClientRect();
  return { width: box?.width ?? 1, height: box?.height ?? 1 };
};

/** Pan and zoom of an SVG by wheel, drag and buttons. Until the reader moves it, the view follows the window. */
export function usePanZoom({ width, height }: Size) {
  const svg = useRef<SVGSVGElement>(null);
  const drag = useRef<{ id: number; x: number; y: number } | null>(null);
  const [size, setSize] = useState<Size>({ width: 1, height: 1 });
  const [moved, setMoved] = useState<View | null>(null);

  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setSize(sizeOf(element)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const move = useCallback(
    (change: (view: View, window: Size) => View) =>
      setMoved((view) => {
        const window = sizeOf(svg.current);
        return change(view ?? opening({ width, height }, window), window);
      }),
    [width, height],
  );

  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    // React's own wheel listener is passive and could not keep the page from scrolling.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      move((v) => zoomed(v, Math.exp(-event.deltaY * 0.0015), event.clientX - box.left, event.clientY - box.top));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [move]);

  const zoom = (factor: number) => move((v, w) => zoomed(v, factor, w.width / 2, w.height / 2));
  const fit = () => move((_, w) => fitted({ width, height }, w));

  /** Moves only as far as needed to bring a point of the content into the window. */
  const reveal = useCallback((x: number, y: number) => move((v, w) => revealed(v, w, x, y)), [move]);

  const handlers = {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      if (event.button !== 0 || (event.target as Element).closest('[data-link]')) return;
      drag.current = { id: event.pointerId, x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      const from = drag.current;
      if (from?.id !== event.pointerId) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      drag.current = { id: from.id, x: event.clientX, y: event.clientY };
      move((v) => ({ ...v, x: v.x + dx, y: v.y + dy }));
    },
    onPointerUp: () => {
      drag.current = null;
    },
    onPointerCancel: () => {
      drag.current = null;
    },
  };
  return { svg, view: moved ?? opening({ width, height }, size), zoom, fit, reveal, handlers };
}
