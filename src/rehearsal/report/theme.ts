/** The colours of a report: one set for light pages and print, one for dark pages. */
export interface Theme {
  readonly name: 'light' | 'dark';
  readonly page: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly threshold: string;
  /** Behind alternate phases. */
  readonly phases: readonly [string, string];
  /** One a fleet, told apart by people who do not see all colours; each has a line style of its own besides. */
  readonly fleets: readonly string[];
}

export const LINE_STYLES = ['solid', 'dashed', 'dotted'] as const;

export const THEMES: readonly Theme[] = [
  {
    name: 'light',
    page: '#ffffff',
    text: '#1f2328',
    muted: '#59636e',
    grid: '#d1d9e0',
    threshold: '#a40e26',
    phases: ['rgba(31, 35, 40, 0.05)', 'rgba(31, 35, 40, 0.11)'],
    fleets: ['#0072b2', '#b34700', '#007a5a', '#8a3ffc'],
  },
  {
    name: 'dark',
    page: '#0d1117',
    text: '#e6edf3',
    muted: '#9198a1',
    grid: '#3d444d',
    threshold: '#ff8182',
    phases: ['rgba(230, 237, 243, 0.06)', 'rgba(230, 237, 243, 0.13)'],
    fleets: ['#56b4e9', '#ffa257', '#3fd9a5', '#c297ff'],
  },
];
