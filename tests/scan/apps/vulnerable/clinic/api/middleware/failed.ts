import type { NextFunction, Request, Response } from "express";

export function failed(error: Error, req: Request, res: Response, _next: NextFunction): void {
  console.error("request failed", req.method, req.path);
  res.status(500).json({ message: error.message, at: error.stack?.split("\n") });
}
