export const inspect = async (_folder: string | undefined): Promise<number> => 0;
