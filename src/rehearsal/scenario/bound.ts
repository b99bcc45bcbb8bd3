/** How a bound is written in a scenario: `<500`, `<= 6`, `>10`, `>= 1` or the number itself. */
export const BOUND_PATTERN = '^(<=|>=|<|>)?\\s*\\d+(\\.\\d+)?$';

type Comparison = '<' | '<=' | '>' | '>=' | '';

const HOLDS: Readonly<Record<Comparison, (value: number, limit: number) => boolean>> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '': (value, limit) => value === limit,
};

/** Whether a value is within a bound. */
export function isWithin(value: number, bound: string | number): boolean {
  const [, comparison = '', limit] = /^(<=|>=|<|>)?\s*(.+)$/.exec(String(bound))!;
  return HOLDS[comparison as Comparison](value, Number(limit));
}
