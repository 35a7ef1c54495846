import type { Flow } from '@/lib/api/types';
import { interval, number } from '@/lib/format';

/** "1.35（1.3–1.4） t/t"; empty where no coefficient is known. */
export function coefficient(flow: Flow): string {
  if (flow.coefficient == null) return '';
  const range = interval(flow.low, flow.high);
  return `${number(flow.coefficient)}${range && `（${range}）`}${flow.unit ? ` ${flow.unit}` : ''}`;
}
