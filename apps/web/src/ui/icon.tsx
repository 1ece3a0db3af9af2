import './icon.css';

/** Outlines on a 16 by 16 grid, drawn with the colour of the text around them. */
const outlines = {
  check: 'M3.5 8.5l3 3 6-7',
  cross: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  question: 'M6 6.2a2 2 0 1 1 3 1.8c-.7.4-1 .8-1 1.5M8 11.9v.1',
  back: 'M5.2 5.2A4 4 0 1 1 4 8.4M5 2.8v2.7h2.7',
  wait: 'M8 4.5V8l2.2 1.6',
  chevron: 'M6 3.5L10.5 8 6 12.5',
  plus: 'M8 3.5v9M3.5 8h9',
  minus: 'M3.5 8h9',
  copy: 'M5.5 5.5h7v7h-7zM3.5 10.5v-7h7',
  play: 'M5.5 3.8v8.4L12 8z',
  clock: 'M8 2.2a5.8 5.8 0 1 0 .01 0M8 4.8V8l2.2 1.5',
  sun: 'M8 5.2a2.8 2.8 0 1 0 .01 0M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7',
  moon: 'M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6z',
  system: 'M2.5 3.5h11v7h-11zM6 13h4',
  menu: 'M3 4.5h10M3 8h10M3 11.5h10',
  external: 'M6 3.5H3.5v9h9V10M9 3.5h3.5V7M12.5 3.5L7.5 8.5',
  download: 'M8 2.5v7.2M5 7l3 3 3-3M3 13h10',
  search: 'M7 2.8a4.2 4.2 0 1 0 .01 0M10.2 10.2l3.3 3.3',
  warning: 'M8 2.5l6 10.5H2zM8 6.5v3M8 11.3v.1',
  info: 'M8 2.2a5.8 5.8 0 1 0 .01 0M8 7.4v3.4M8 5.1v.1',
  bulb: 'M6 11.2c0-1.2-1.8-2-1.8-4.3a3.8 3.8 0 0 1 7.6 0c0 2.3-1.8 3.1-1.8 4.3zM6.5 13.5h3',
  reader: 'M2.5 6.2v3.6h2.2L8 12.5v-9L4.7 6.2zM10.5 6a3 3 0 0 1 0 4M12.3 4.2a5.5 5.5 0 0 1 0 7.6',
} as const;

export type IconName = keyof typeof outlines;

/** Decoration: what it says stands beside it as text, or as the label of its button. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={outlines[name]} />
    </svg>
  );
}
