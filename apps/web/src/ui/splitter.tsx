import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import './splitter.css';

interface SplitterProps {
  label: string;
  /** Id of the pane whose width it sets. */
  controls: string;
  /** Which side of the splitter that pane is on. */
  side: 'before' | 'after';
  widthPx: number;
  minPx: number;
  maxPx: number;
  onResize: (widthPx: number) => void;
}

const stepPx = 24;

/** The line between two panes: dragged, or moved with the arrow keys (ARIA window splitter). */
export function Splitter(props: SplitterProps) {
  const { label, controls, side, widthPx, minPx, maxPx, onResize } = props;
  const drag = useRef<{ startX: number; startPx: number } | undefined>(undefined);
  const direction = side === 'before' ? 1 : -1;

  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Record<string, number> = {
      ArrowRight: widthPx + direction * stepPx,
      ArrowLeft: widthPx - direction * stepPx,
      Home: minPx,
      End: maxPx,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    onResize(target);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { startX: event.clientX, startPx: widthPx };
  };
  const onPointerMove = (event: PointerEvent) => {
    const from = drag.current;
    if (from) onResize(from.startPx + direction * (event.clientX - from.startX));
  };
  const endDrag = () => {
    drag.current = undefined;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be focused and dragged
    <div
      className="splitter"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-controls={controls}
      aria-valuenow={Math.round(widthPx)}
      aria-valuemin={minPx}
      aria-valuemax={maxPx}
      aria-valuetext={`${Math.round(widthPx)} pixels wide`}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={endDrag}
      onPointerCancel={endDrag}
    />
  );
}
