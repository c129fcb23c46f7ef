import { describe, expect, it } from 'vitest';
import { createSlugger, toSlug } from '../../../shared/document/slug.ts';

describe('toSlug', () => {
  it.each([
    ['Control leg', 'control-leg'],
    ['Who wrote, and who checked?', 'who-wrote-and-who-checked'],
    ['4.1 Größe & Maß', '41-größe--maß'],
    ['snake_case stays', 'snake_case-stays'],
    ['  ', '--'],
  ])('makes %j to %j', (heading, slug) => {
    expect(toSlug(heading)).toBe(slug);
  });
});

describe('createSlugger', () => {
  it('numbers repeated headings, and never gives the same anchor twice', () => {
    const slug = createSlugger();
    expect(['Scope', 'Scope', 'Scope 1', 'Scope', 'Scope-1'].map(slug)).toEqual(['scope', 'scope-1', 'scope-1-1', 'scope-2', 'scope-1-2']);
  }); // prettier-ignore
});
