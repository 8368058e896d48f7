import { createHash } from "node:crypto";
import type { PatientRepository } from "../repositories/patient-repository";

export class PatientService {
  constructor(private readonly repository: PatientRepository) {}

  inWard(ward: string, sort = "name") {
    return this.repository.select(`ward = '${ward}'`, sort);
  }

  byId(id: number) {
    return this.repository.one(id);
  }

  async admit(patient: { name: string; pin: string }) {
    const pinHash = createHash("md5").update(patient.pin).digest("hex");
    return this.repository.insert(patient.name, pinHash);
  }

  leave(id: number) {
    return this.repository.remove(id);
  }
}
