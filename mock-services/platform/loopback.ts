const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** Whether an address is this machine's own; false for text that is no address. */
export const isLoopback = (address: string): boolean => LOOPBACK.test(address);
