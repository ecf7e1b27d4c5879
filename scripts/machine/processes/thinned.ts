/** A run of a day must stay small: with this many points every second one is dropped. */
export const POINTS_MAX = 1024;

/** The points of a series, with every second one dropped if there are too many. The last one stays. */
export const thinned = <Point>(points: Point[]): Point[] =>
  points.length <= POINTS_MAX ? points : points.filter((_, i) => i % 2 === 0 || i === points.length - 1);
