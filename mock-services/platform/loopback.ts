const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** Whether the text is a loopback address; false for text that is no address. */
export const isLoopback = (address: string): boolean => LOOPBACK.test(address);
