import { describe, expect, it } from 'vitest';
import { findTemplates, renderDeep, renderTemplate } from './template.js';

const params = { namespace: 'atlas', count: 3 };

describe('renderTemplate', () => {
  it.each([
    ['{{ params.namespace }}', 'atlas'],
    ['{{params.namespace}}', 'atlas'],
    ['in {{ params.namespace }}: {{ params.count }}!', 'in atlas: 3!'],
    ['no template', 'no template'],
    ['\\{{ .metadata.name }}', '{{ .metadata.name }}'],
    ['{.items[0]}', '{.items[0]}'],
  ])('renders %j to %j', (text, rendered) => {
    expect(renderTemplate(text, params)).toBe(rendered);
  });

  it.each([
    '{{ params.other }}',
    '{{ namespace }}',
    '{{ params.namespace | upper }}',
    '{{',
    '{{ params.constructor }}',
    '{{ params.__proto__ }}',
  ])('refuses %j', (text) => {
    expect(() => renderTemplate(text, params)).toThrow(/does not resolve/);
  });

  it('does not render what a value says', () => {
    expect(renderTemplate('{{ params.a }}', { a: 'params.b', b: 'x' })).toBe('params.b');
  });
});

describe('renderDeep', () => {
  it('keeps the type of a param that is all of a text', () => {
    expect(
      renderDeep(
        { 'a-{{ params.count }}': ['{{ params.count }}', 'n{{ params.count }}', 1, null] },
        params,
      ),
    ).toEqual({ 'a-3': [3, 'n3', 1, null] });
  });
});

describe('findTemplates', () => {
  it('tells where each template is', () => {
    expect(findTemplates('x {{ params.a }} {{ oops }}')).toEqual([
      { offset: 2, text: '{{ params.a }}', param: 'a' },
      { offset: 17, text: '{{ oops }}', param: undefined },
    ]);
  });
});
