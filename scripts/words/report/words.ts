/** The words of the report. */
export interface ReportWords {
  readonly title: (plan: string) => string;
}
