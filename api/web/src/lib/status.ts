import type { Status, StatusCounts } from './api/types';

/** From what is there to what is not known. */
export const statuses: readonly Status[] = ['strong', 'fair', 'weak', 'blank', 'unknown'];

export const totalOf = (counts: StatusCounts): number => statuses.reduce((sum, s) => sum + counts[s], 0);
