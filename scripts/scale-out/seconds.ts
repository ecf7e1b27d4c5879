/** Units of the simulation's clock, which counts seconds. */
export const SECONDS_PER_MINUTE = 60;
export const SECONDS_PER_HOUR = 3600;
export const MS_PER_SECOND = 1000;
